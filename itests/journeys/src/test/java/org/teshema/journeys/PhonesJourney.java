package org.teshema.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One label from the roll to the lift, before the cameras of the five who have to do with it: the inspection body gives it out, the using
 * unit posts it, somebody from the street reports a fault, the maintenance unit does its visit, the district begins an inspection.
 * Whatever one of them can type is script, and stays words.
 */
class PhonesJourney {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int ITEMS = 31;

    /**
     * The reader of symbols that browsers of phones have and this one has not: what the camera shows waits until the test has read
     * it.
     */
    private static final String OWN_READER = "window.BarcodeDetector = class {"
            + " static async getSupportedFormats() { return ['qr_code']; }"
            + " detect(canvas) { return new Promise((done) => { window.seen = canvas.toDataURL('image/png');"
            + " window.tell = (text) => { window.seen = ''; done(text ? [{rawValue: text}] : []); }; }); } };";

    /** A light, which the camera of the test has not: what is asked of it is kept. */
    private static final String OWN_LIGHT = "window.asked = [];"
            + " MediaStreamTrack.prototype.getCapabilities = () => ({torch: true});"
            + " MediaStreamTrack.prototype.applyConstraints = async (wanted) => { window.asked.push(wanted); };";

    @TempDir
    Path folder;

    private Cast cast;
    private Label label;
    private String lift;
    private Tab tab;

    @Test
    void five_people_scan_one_label_and_each_does_what_is_theirs() throws IOException {
        cast = Cast.shared(Store.H2);
        var desk = new CodeDesk(cast);
        String batch = desk.rolled();
        label = Label.of(CodeDesk.codes(cast.body, batch).get(0));
        lift = cast.device("3110", cast.mark() + " 手机 号梯");
        try (Chromium browser = Chromium.started(
                "--accept-lang=zh-CN",
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                "--use-file-for-fake-video-capture=" + film(desk, batch))) {
            tab = browser.tab().sized(360, 640);
            tab.at(cast.unit.base(), 31.23456, 121.45678);
            given();
            posted();
            visited();
            supervised();
            goneMeanwhile();
            unread();
            tab = browser.tab().sized(360, 640).with(OWN_READER);
            reported();
        }
    }

    /** The inspection body, from the label on the roll to the device. */
    private void given() {
        scanned(cast.body, "");
        follow("/give?code=");
        tab.value("document.getElementById('f-device').value = '" + lift + "'");
        Hostile.type(tab);
        sent();
        assertTrue(told().contains("已发放给"), told());
        assertEquals("CLAIMED", cast.anybody().get(label.path()).text("verdict"));
    }

    /** The using unit, with a photo that the phone makes small, and the place where it is. */
    private void posted() throws IOException {
        scanned(cast.unit, "?to=bind");
        follow("device=" + lift);
        Path photo = photo(folder.resolve("IMG_20260501.png"));
        JsonNode taken = taken(photo);
        assertEquals("photo.jpg", taken.path("name").asText());
        assertTrue(taken.path("size").asLong() < Files.size(photo) / 2, taken::toString);
        located();
        tab.value("document.getElementById('f-position').value = 'car-interior'");
        Hostile.type(tab);
        sent();
        assertTrue(told().contains("已绑定"), told());
        JsonNode binding = cast.unit
                .get("/api/v1/bindings?device=" + lift)
                .json()
                .path("items")
                .path(0);
        assertEquals(31.23456, binding.path("latitude").asDouble());
        assertEquals(Hostile.WORDS, binding.path("place").asText());
        assertFalse(binding.path("photo").asText().isEmpty());
        assertEquals("GENUINE", cast.anybody().get(label.path()).text("verdict"));
    }

    /** The maintenance unit: begun, item by item, a photo, and the officer's signature on the same phone; pressed twice it is one record. */
    private void visited() throws IOException {
        scanned(cast.maintenance, "");
        follow("/actions/begin-upkeep");
        located();
        Hostile.type(tab);
        sent();
        follow(label.path());
        follow("/actions/submit-upkeep");
        taken(photo(folder.resolve("IMG_20260502.png")));
        Hostile.type(tab);
        tab.go("for (let i = 0; i < 2; i++) document.querySelector('form.card button[type=submit]').click()");
        assertTrue(told().contains("已写入设备档案"), told());
        List<JsonNode> records = entries("elevator/upkeep");
        assertEquals(1, records.size(), "pressed twice it is one record");
        JsonNode items = records.get(0).path("values").path("items-half-month");
        assertEquals(ITEMS, items.size(), items::toString);
        assertEquals(
                Hostile.WORDS, records.get(0).path("values").path("workers").asText());
        follow(label.path());
        follow("/actions/sign-upkeep-here");
        tab.value("document.getElementById('f-_login').value = '" + cast.login("unit") + "';"
                + "document.getElementById('f-_password').value = '" + cast.password("unit") + "'");
        Hostile.type(tab);
        sent();
        assertEquals(1, entries("elevator/upkeep-signed").size());
    }

    /** The district. */
    private void supervised() {
        scanned(cast.district, "");
        follow("/actions/begin-supervision");
        Hostile.type(tab);
        sent();
        follow(label.path());
        assertTrue(tab.value("!!document.querySelector('a[href*=\"/actions/record-supervision\"]')")
                .asBoolean());
        assertEquals(1, entries("supervision/begun").size());
        // What the others wrote, where the district reads it.
        for (String path : List.of(
                "/devices/" + lift, "/devices/" + lift + "/entries", "/archive/" + lift, "/inbox", label.path())) {
            tab.open(cast.district.base().resolve(path));
            inert();
        }
        tab.open(cast.district.base().resolve("/archive/" + lift));
        assertTrue(told().contains(Hostile.WORDS), "it is shown as words");
    }

    /** Another unit maintains the lift since the form was opened: nothing is recorded any more. */
    private void goneMeanwhile() {
        Api next = cast.newcomer("next-" + lift, "MAINTENANCE_UNIT", "下一家维保公司 " + lift);
        String unit = next.get("/api/v1/me")
                .expect(200)
                .json()
                .path("organisation")
                .path("id")
                .asText();
        scanned(cast.maintenance, "");
        follow("/actions/begin-upkeep");
        Devices.change(cast.district, lift, Map.of("maintenanceUnitId", unit)).expect(200);
        Hostile.type(tab);
        sent();
        assertTrue(told().contains("没有这项操作"), told());
        assertEquals(1, entries("elevator/upkeep-begun").size());
    }

    /** Somebody from the street, whose browser reads symbols itself; their phone has a light. */
    private void reported() {
        unlit();
        tab.with(OWN_LIGHT);
        scanned(cast.anybody(), "");
        assertFalse(told().contains("手机 号梯") && told().contains(cast.login("unit")), "the public reads no names");
        follow("/apps/public-desk/report");
        follow("/actions/fault");
        Hostile.type(tab);
        sent();
        follow("case?number=");
        inert();
        assertFalse(told().contains("hostile"), "how it stands is told without anybody's words");
        List<JsonNode> faults = entries("public-desk/fault");
        assertEquals(1, faults.size());
        assertEquals(Hostile.WORDS, faults.get(0).path("values").path("words").asText());
    }

    /** Holds the phone before the label, as that person. */
    private void scanned(Api person, String how) {
        URI base = person.base();
        boolean nobody = person == cast.anybody();
        tab.as(base, "teshema", nobody ? "" : person.token());
        tab.open(base.resolve("/camera" + how));
        if (nobody) {
            tab.value("document.getElementById('begin').click()");
            lit();
            read();
        } else {
            tab.go("document.getElementById('begin').click()");
        }
        assertTrue(address().contains(how.contains("bind") ? "/bind?" : label.path()), address());
        inert();
    }

    /** Whose browser reads no symbols is told that, and nothing of a camera. */
    private void unread() {
        tab.as(cast.anybody().base(), "teshema", "");
        assertEquals("此浏览器自身不能识别二维码。请直接输入编号。", whyNot(""));
        assertEquals("This browser cannot read codes by itself. Please type the number.", whyNot("?lang=en"));
        assertTrue(isShown("number"), "it may be typed");
        assertFalse(isShown("picture"), "no camera is open");
    }

    /** What the page says when its button is pressed. */
    private String whyNot(String how) {
        tab.open(cast.anybody().base().resolve("/camera" + how));
        tab.value("document.getElementById('begin').click()");
        Waiting.until("the page says why", SOON, () -> !said().isEmpty());
        return said();
    }

    private String said() {
        return tab.value("document.getElementById('said').textContent").asText();
    }

    /** Whose phone has no light is offered none, before the camera is open and after. */
    private void unlit() {
        URI base = cast.anybody().base();
        tab.as(base, "teshema", "").open(base.resolve("/camera"));
        assertFalse(isShown("torch"), "no camera is open");
        tab.value("document.getElementById('begin').click()");
        looking();
        assertFalse(isShown("torch"), "this camera has no light");
    }

    /**
     * The light of the camera that is open is on and off as the button says. When nothing can be read any more the camera is closed and
     * with it the light; opened again it is dark, and a press is one wish.
     */
    private void lit() {
        looking();
        assertTrue(isShown("torch"), "this camera has a light");
        assertEquals("false", pressed());
        assertEquals("true", press());
        assertEquals("false", press());
        assertEquals("true", press());
        tab.value("window.own = BarcodeDetector.prototype.detect;"
                + " BarcodeDetector.prototype.detect = () => Promise.reject(new Error()); window.tell('')");
        Waiting.until("the camera is closed", SOON, () -> isShown("begin"));
        assertFalse(isShown("torch") || isShown("picture"), "nothing is left open");
        assertTrue(tab.value(
                        "document.getElementById('picture').srcObject.getTracks().every(t => t.readyState === 'ended')")
                .asBoolean());
        tab.value("BarcodeDetector.prototype.detect = window.own; document.getElementById('begin').click()");
        looking();
        assertTrue(isShown("torch"));
        assertEquals("false", pressed());
        assertEquals("true", press());
        assertEquals("false", press());
        assertEquals(
                List.of(true, false, true, true, false),
                tab.value("window.asked").findValues("torch").stream()
                        .map(JsonNode::asBoolean)
                        .toList());
        assertEquals(
                "{\"advanced\":[{\"torch\":true}]}",
                tab.value("window.asked").path(0).toString());
    }

    /** Presses the button of the light, and what it says then. */
    private String press() {
        tab.value("document.getElementById('torch').click()");
        return pressed();
    }

    private String pressed() {
        return tab.value("document.getElementById('torch').getAttribute('aria-pressed')")
                .asText();
    }

    private boolean isShown(String id) {
        return tab.value("document.getElementById('" + id + "').checkVisibility()")
                .asBoolean();
    }

    /** Waits until a picture of the camera is there to be read. */
    private void looking() {
        Waiting.until(
                "the camera is looked through",
                SOON,
                () -> !tab.value("window.seen || ''").asText().isEmpty());
    }

    /** Reads what the camera shows until there is a symbol in it: its first pictures are black. */
    private void read() {
        Waiting.until("the label is read", SOON, () -> {
            String seen = tab.value("window.seen || ''").asText();
            if (seen.isEmpty()) {
                return false;
            }
            String text = symbol(Base64.getDecoder().decode(seen.substring(seen.indexOf(',') + 1)));
            if (text.isEmpty()) {
                tab.value("window.tell('')");
                return false;
            }
            tab.go("window.tell('" + text + "')");
            return true;
        });
    }

    private String symbol(byte[] picture) {
        try {
            Path file = Files.write(folder.resolve("seen.png"), picture);
            return Tools.run(List.of("zbarimg", "--quiet", "--raw", "-S*.disable", "-Sqrcode.enable", file.toString()))
                    .out()
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Presses the link whose address has that in it. */
    private void follow(String part) {
        boolean there = tab.value("!!document.querySelector(\"main a[href*='" + part + "']\")")
                .asBoolean();
        assertTrue(there, () -> "no link to " + part + " on " + address() + ": " + told());
        tab.go("document.querySelector(\"main a[href*='" + part + "']\").click()");
    }

    private void sent() {
        Hostile.send(tab);
        inert();
    }

    private void inert() {
        assertEquals(List.of(), Hostile.ran(tab), this::address);
    }

    private void located() {
        tab.value("document.getElementById('locate').click()");
        Waiting.until(
                "the phone tells where it is",
                SOON,
                () -> tab.value("document.getElementById('f-latitude').value")
                        .asText()
                        .equals("31.23456"));
    }

    /** Takes a photo, and what the phone makes of it. */
    private JsonNode taken(Path photo) {
        tab.choose("#f-photo", photo);
        Waiting.until(
                "the photo is made small",
                SOON,
                () -> tab.value("document.getElementById('f-photo').dataset.photo")
                        .asText()
                        .equals("ready"));
        return tab.value("(f => ({name: f.name, size: f.size}))(document.getElementById('f-photo').files[0])");
    }

    private String address() {
        return tab.value("location.href").asText();
    }

    private String told() {
        return tab.value("document.querySelector('main').textContent").asText();
    }

    private List<JsonNode> entries(String kind) {
        return cast.district.all(Devices.path(lift) + "/entries?kind=" + kind);
    }

    private Path film(CodeDesk desk, String batch) throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        Tools.render(desk.download(batch, ".pdf", folder).get(0), 200, List.of(1), pictures);
        try (var pages = Files.list(pictures)) {
            return FakeCamera.filmOf(pages.findFirst().orElseThrow(), folder.resolve("label.y4m"));
        }
    }

    /** A photo as large as phones take them. */
    private static Path photo(Path file) throws IOException {
        var image = new BufferedImage(2400, 1800, BufferedImage.TYPE_INT_RGB);
        var random = new Random(3);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, ((x / 10) << 16) | ((y / 8) << 8) | random.nextInt(32));
            }
        }
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
