package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Debian's Chromium, as a phone unless told otherwise. Without it a test is skipped, or fails where it is required. */
final class Browser implements AutoCloseable {

    private static final int ORDINARY_TEXT = 16;
    private static final String AXE = resource("/axe.min.js");
    // What else axe knows are opinions about other pages' templates: these are WCAG 2.2 and its best practices.
    private static final String VIOLATIONS = """
            const done = arguments[0]
            axe.run().then(
              found => done(found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' ').slice(0, 300))),
              failure => done([String(failure)]))""";
    // The element that sticks out, or a box that is scrolled sideways.
    private static final String OVERFLOW = """
            const wide = document.documentElement.scrollWidth > window.innerWidth
            return [...document.querySelectorAll('*')]
              .filter(e => wide && e.getBoundingClientRect().right > window.innerWidth + 1
                || e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible' && e.clientWidth)
              .map(e => e.outerHTML.slice(0, 200))""";

    final ChromeDriver driver;
    private final String name;

    private Browser(ChromeDriver driver, String name) {
        this.driver = driver;
        this.name = name;
    }

    /** Its pictures are kept in local/target/screens/{@code name}. */
    static Browser open(String name) {
        Optional<File> chromium = program("chromium");
        Optional<File> program = program("chromedriver");
        boolean there = chromium.isPresent() && program.isPresent();
        assertTrue(there || System.getenv("REQUIRE_BROWSER") == null, "Chromium and its driver are required here.");
        assumeTrue(
                there,
                "No Chromium here: the browser test is skipped (on Debian: apt install chromium chromium-driver).");
        ChromeOptions options = new ChromeOptions().setBinary(chromium.get());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--force-prefers-reduced-motion");
        Browser browser = new Browser(
                new ChromeDriver(
                        new ChromeDriverService.Builder()
                                .usingDriverExecutable(program.get())
                                .build(),
                        options),
                name);
        browser.screen(375, 740);
        return browser;
    }

    private static Optional<File> program(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> new File(folder, name))
                .filter(File::canExecute)
                .findFirst();
    }

    private static String resource(String name) {
        try (var script = Browser.class.getResourceAsStream(name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A screen of so many CSS pixels; one that is narrower than 500 is a phone's. */
    void screen(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", width < 500));
    }

    /** Like {@code prefers-color-scheme}, {@code dark}. */
    void media(String feature, String value) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
    }

    /** How large the reader wants text, in percent of the ordinary size. */
    void text(int percent) {
        driver.executeCdpCommand(
                "Page.setFontSizes",
                Map.of("fontSizes", Map.of("standard", ORDINARY_TEXT * percent / 100, "fixed", 13 * percent / 100)));
    }

    /** Nothing on the page has to be scrolled sideways, with what folds unfolded. */
    void assertFits(String what) {
        driver.executeScript("document.querySelectorAll('details').forEach(each => { each.open = true })");
        assertEquals(List.of(), driver.executeScript(OVERFLOW), what);
    }

    /** Nothing that axe-core finds wrong for people who can't see, point or tell colours apart. */
    void assertAccessible(String what) {
        driver.executeScript(AXE);
        assertEquals(List.of(), driver.executeAsyncScript(VIOLATIONS), what);
    }

    /** A picture of all of the page, which has to be shorter than the screen. */
    void keep(String picture) {
        keep(picture, driver.getScreenshotAs(OutputType.BYTES));
    }

    void keep(String picture, byte[] bytes) {
        try {
            Path folder = Project.here().root().resolve("local/target/screens").resolve(name);
            Files.createDirectories(folder);
            Files.write(folder.resolve(picture + ".png"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
