package org.teshema.engine.organisation;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.teshema.api.device.OrganisationKind;
import org.teshema.engine.problem.Problem;
import org.teshema.engine.problem.ProblemType;
import org.teshema.engine.reference.CreditCode;
import org.teshema.engine.reference.IdentifierFormats;

/**
 * An organisation to be entered.
 *
 * @param kind what it is
 * @param name full registered name, 2 to 200 characters
 * @param creditCode unified social credit code, checked; a using unit that is a person, and an authority, may have none
 * @param district six-character district id
 * @param parent id of the organisation above it; empty for whoever enters it
 * @param phone a telephone people may call
 */
public record NewOrganisation(
        OrganisationKind kind,
        String name,
        Optional<String> creditCode,
        String district,
        OptionalLong parent,
        Optional<String> phone) {
    private static final Pattern PHONE = Pattern.compile("[0-9+()\\- ]{3,24}");

    public NewOrganisation {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(district, "district");
        Objects.requireNonNull(parent, "parent");
        name = name.strip();
        if (name.length() < 2 || name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
            throw wrong(
                    "name", "单位名称为 2 至 200 个字符，不含控制字符。", "A name has 2 to 200 characters and no control characters.");
        }
        creditCode = creditCode.map(IdentifierFormats::normal);
        if (creditCode.isPresent() && !CreditCode.isValid(creditCode.get())) {
            throw wrong("creditCode", fault(creditCode.get()), faultInEnglish(creditCode.get()));
        }
        boolean company = kind == OrganisationKind.INSPECTION_BODY || kind == OrganisationKind.MAINTENANCE_UNIT;
        if (creditCode.isEmpty() && company) {
            throw wrong(
                    "creditCode",
                    "检验检测机构和维保单位须有统一社会信用代码；只有作为使用单位的个人和监管部门可以没有。",
                    "Inspection bodies and maintenance units need a unified social credit code; only persons who use"
                            + " equipment and authorities may have none.");
        }
        phone = phone.map(String::strip);
        if (phone.isPresent() && !PHONE.matcher(phone.get()).matches()) {
            throw wrong(
                    "phone",
                    "电话为 3 至 24 位数字，可含 + - ( ) 和空格。",
                    "A telephone has 3 to 24 digits and may hold + - ( ) and spaces.");
        }
    }

    private static String fault(String code) {
        return code.length() == 18 && code.chars().allMatch(c -> CreditCode.ALPHABET.indexOf(c) >= 0)
                ? "统一社会信用代码“" + code + "”的校验位不对，请核对每一位。"
                : "统一社会信用代码应为 18 位数字和大写字母（不含 I、O、S、V、Z），例如 91310000132200821H。";
    }

    private static String faultInEnglish(String code) {
        return code.length() == 18 && code.chars().allMatch(c -> CreditCode.ALPHABET.indexOf(c) >= 0)
                ? String.format(Locale.ROOT, "The check character of %s does not fit. Compare every character.", code)
                : "A unified social credit code has 18 digits and capital letters without I, O, S, V and Z, such as"
                        + " 91310000132200821H.";
    }

    private static Problem wrong(String field, String zh, String en) {
        return Problem.inField(ProblemType.INVALID, field, zh, en);
    }
}
