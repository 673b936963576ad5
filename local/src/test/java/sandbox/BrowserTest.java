package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** What an approver sees on a phone, in Debian's Chromium. The pictures are kept in local/target/screens. */
@ExtendWith(SharedSandbox.class)
class BrowserTest {

    private ChromeDriver browser;

    @BeforeEach
    void open() {
        Optional<File> chromium = program("chromium");
        Optional<File> driver = program("chromedriver");
        boolean there = chromium.isPresent() && driver.isPresent();
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
                "--force-prefers-reduced-motion");
        options.setExperimentalOption(
                "mobileEmulation", Map.of("deviceMetrics", Map.of("width", 375, "height", 740, "pixelRatio", 2.0)));
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.get())
                        .build(),
                options);
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    @Test
    void onAPhoneTheRequestIsReadTickedAndApproved(Sandbox sandbox) throws IOException {
        try (Asking asking = new Asking(sandbox)) {
            JsonObject request = Asking.json("{'description': 'Adds the export page.', 'requester': '"
                    + "a".repeat(64) + "@example.com', 'details': {'Commit': '9f2c1e', 'Diff': "
                    + "'https://git.example.com/compare/1.4.1...1.4.2"
                    + "-with-a-very-long-name-that-has-to-break-somewhere'}}");
            Mail mail = asking.ask(request);
            browser.get(mail.link("approve").toString());
            keep(browser, "request-phone.png");
            fits();
            browser.findElement(By.cssSelector("button.approve")).click();
            assertTrue(asking.waits(), "the browser asks for the tick");
            assertEquals(asking.title, browser.findElement(By.tagName("h1")).getText());
            browser.findElement(By.cssSelector("form[aria-label=Approve] input[type=checkbox]"))
                    .click();
            browser.findElement(By.cssSelector("form[aria-label=Approve] textarea"))
                    .sendKeys("Looks good");
            browser.findElement(By.cssSelector("button.approve")).click();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> browser.findElement(By.tagName("h1")).getText().equals("Approved"));
            keep(browser, "answer-phone.png");
            assertEquals("APPROVED", asking.end().outcome());
            assertTrue(
                    browser.manage().logs().get("browser").getAll().stream()
                            .noneMatch(line -> line.getMessage().contains("Content Security Policy")),
                    "the page needs nothing that its headers forbid");
        }
    }

    @Test
    void inThePlaygroundsSlackAButtonAsksOnceMoreAndTheMessageThenShowsTheEnd(Sandbox sandbox) throws IOException {
        PlaygroundPage.serve(sandbox);
        try (Asking asking = new Asking(sandbox)) {
            asking.start(Asking.json("{'description': 'Adds the export page.', 'requester': 'ana@example.com', "
                    + "'approvers': ['bob@example.com', 'carol@example.com'],"
                    + " 'details': {'Commit': '9f2c1e', 'Diff': "
                    + "'https://git.example.com/compare/1.4.1...1.4.2'}, 'channels': "
                    + "['slack']}"));
            asking.inSlack();
            browser.get(sandbox.address() + "/");
            By mine = By.xpath("//div[@id='slack']/article[contains(., '" + asking.title + "')]");
            browser.findElement(mine)
                    .findElement(By.xpath(".//option[. = 'carol']"))
                    .click();
            browser.findElement(mine).findElement(By.tagName("textarea")).sendKeys("Go ahead");
            sandbox.slackPress().press(asking.inSlack(), sandbox.slack().person("ana"), "approve", "");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> browser.findElement(mine).getText().contains("Only ana sees: "));
            WebElement field = browser.findElement(mine).findElement(By.tagName("textarea"));
            assertEquals("Go ahead", field.getAttribute("value"), "refreshing keeps what is typed");
            assertEquals(
                    "carol",
                    browser.findElement(mine).findElement(By.tagName("select")).getAttribute("value"));
            assertEquals(field, browser.switchTo().activeElement());
            fits();
            keep(mine, "slack.png");
            browser.findElement(mine)
                    .findElement(By.cssSelector("button.primary"))
                    .click();
            assertTrue(asking.waits(), "it asks once more");
            long place = top(mine);
            browser.findElement(mine)
                    .findElement(By.cssSelector("[popover] button.primary"))
                    .click();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> browser.findElement(mine)
                            .findElements(By.tagName("form"))
                            .isEmpty());
            assertTrue(Math.abs(place - top(mine)) < 200, "a press leaves the page where it is");
            keep(mine, "slack-closed.png");
            assertTrue(steady(() -> browser.findElement(mine).getText()).contains("Approved by @carol"));
            assertEquals("APPROVED", asking.end().outcome());
        }
    }

    private long top(By article) {
        return steady(() -> ((Number) browser.executeScript(
                        "return Math.round(arguments[0].getBoundingClientRect().top)", browser.findElement(article)))
                .longValue());
    }

    /** The page replaces an entry that has news, perhaps between finding it and looking at it. */
    private static <T> T steady(Callable<T> look) {
        return Awaitility.await()
                .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                .until(look, Objects::nonNull);
    }

    private void keep(By entry, String name) throws IOException {
        Files.write(
                folder().resolve(name), steady(() -> browser.findElement(entry).getScreenshotAs(OutputType.BYTES)));
    }

    private void fits() {
        long overflow = (Long) browser.executeScript("return document.documentElement.scrollWidth - window.innerWidth");
        assertTrue(overflow <= 0, "nothing to scroll sideways: " + overflow);
    }

    private static void keep(ChromeDriver browser, String name) throws IOException {
        Files.write(folder().resolve(name), browser.getScreenshotAs(OutputType.BYTES));
    }

    private static Path folder() throws IOException {
        return Files.createDirectories(Project.here().root().resolve("local/target/screens"));
    }

    private static Optional<File> program(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> new File(folder, name))
                .filter(File::canExecute)
                .findFirst();
    }
}
