package org.teshema.trust.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CodePrefixTest {
    @Test
    void aPrefixIsItsPrintedForm() {
        for (String url : new String[] {
            "https://s.sh.gov.cn/s/", "https://s.sh.gov.cn/", "http://127.0.0.1:8181/s/", "http://localhost:8181/a/b-c/"
        }) {
            assertEquals(url, CodePrefix.parse(url).url());
        }
        assertEquals(new CodePrefix("https", "s.sh.gov.cn", "/s/"), CodePrefix.parse("https://s.sh.gov.cn/s/"));
    }

    @Test
    void anythingThatCouldBeWrittenTwoWaysIsRefused() {
        for (String url : new String[] {
            "",
            "https://",
            "https:///s/",
            "https://s.sh.gov.cn",
            "https://s.sh.gov.cn/s",
            "HTTPS://s.sh.gov.cn/s/",
            "https://S.sh.gov.cn/s/",
            "https://s.sh.gov.cn/S/",
            "https://s.sh.gov.cn//",
            "https://s.sh.gov.cn/s//",
            "https://s.sh.gov.cn/../",
            "https://s.sh.gov.cn/./",
            "https://s.sh.gov.cn/s/?c=/",
            "https://s.sh.gov.cn/s/#/",
            "https://s.sh.gov.cn/%73/",
            "https://s.sh.gov.cn./s/",
            "https://.sh.gov.cn/s/",
            "https://-s.sh.gov.cn/s/",
            "https://s..gov.cn/s/",
            "https://user@s.sh.gov.cn/s/",
            "https://s.sh.gov.cn:/s/",
            "https://s.sh.gov.cn:080/s/",
            "https://上海.cn/s/",
            "https://s.sh.gov.cn/s/ ",
            "https://s.sh.gov.cn/s/\n",
            "ftp://s.sh.gov.cn/s/",
            "https://" + "a".repeat(50) + "/s/",
            "https://" + "a".repeat(5000) + "/s/"
        }) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> CodePrefix.parse(url), url);
            assertTrue(refused.getMessage().contains(" / "), refused.getMessage());
        }
    }
}
