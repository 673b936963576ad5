package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Objects;
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

/** What an approver sees on a phone, in Debian's Chromium. The pictures are kept in local/target/screens. */
@ExtendWith(SharedSandbox.class)
class BrowserTest {

    private Browser chromium;
    private ChromeDriver browser;

    @BeforeEach
    void open() {
        chromium = Browser.open("");
        browser = chromium.driver;
    }

    @AfterEach
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void onAPhoneTheRequestIsReadTickedAndApproved(Sandbox sandbox) {
        try (Asking asking = new Asking(sandbox)) {
            JsonObject request = Asking.json("{'description': 'Adds the export page.', 'requester': '"
                    + "a".repeat(64) + "@example.com', 'details': {'Commit': '9f2c1e', 'Diff': "
                    + "'https://git.example.com/compare/1.4.1...1.4.2"
                    + "-with-a-very-long-name-that-has-to-break-somewhere'}}");
            Mail mail = asking.ask(request);
            browser.get(mail.link("approve").toString());
            chromium.keep("request-phone");
            chromium.assertFits("the request");
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
            chromium.keep("answer-phone");
            assertEquals("APPROVED", asking.end().outcome());
            assertTrue(
                    browser.manage().logs().get("browser").getAll().stream()
                            .noneMatch(line -> line.getMessage().contains("Content Security Policy")),
                    "the page needs nothing that its headers forbid");
        }
    }

    @Test
    void inThePlaygroundsSlackAButtonAsksOnceMoreAndTheMessageThenShowsTheEnd(Sandbox sandbox) {
        PlaygroundPage.serve(sandbox);
        try (Asking asking = new Asking(sandbox)) {
            asking.start(Asking.json("{'description': 'Adds the export page.', 'requester': 'ana@example.com', "
                    + "'approvers': ['bob@example.com', 'carol@example.com'],"
                    + " 'details': {'Commit': '9f2c1e', 'Diff': "
                    + "'https://git.example.com/compare/1.4.1...1.4.2'}, 'requireComment': 'reject', 'channels': "
                    + "['slack']}"));
            asking.inSlack();
            browser.get(sandbox.address() + "/");
            By mine = By.xpath(
                    "//div[@id='slack']/article[contains(., '" + asking.title + "') and not(contains(h3, ' alone '))]");
            assertTrue(browser.findElement(mine).getText().contains("Needed to reject"), "the field's hint");
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
            keep(mine, "slack");
            By confirm = By.cssSelector("[popover] button.primary");
            // A message that comes in just now moves the button away.
            Awaitility.await().ignoreExceptions().until(() -> {
                browser.findElement(mine)
                        .findElement(By.cssSelector("button.primary"))
                        .click();
                return browser.findElement(mine).findElement(confirm).isDisplayed();
            });
            assertTrue(asking.waits(), "it asks once more");
            browser.executeScript("window.stayed = true");
            Awaitility.await().ignoreExceptions().until(() -> {
                browser.findElement(mine).findElement(confirm).click();
                return true;
            });
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> browser.findElement(mine)
                            .findElements(By.tagName("form"))
                            .isEmpty());
            assertEquals(true, browser.executeScript("return window.stayed"), "a press does not load the page anew");
            keep(mine, "slack-closed");
            assertTrue(steady(() -> browser.findElement(mine).getText()).contains("Approved by @carol"));
            assertEquals("APPROVED", asking.end().outcome());
        }
    }

    @Test
    void thePlaygroundsPageIsForEverybodyWhateverItShows(Sandbox sandbox) {
        PlaygroundPage.serve(sandbox);
        String word = "w".repeat(300);
        sandbox.executions().start(JsonTextTest.nested(300));
        sandbox.executions()
                .start(Asking.json("{'title': '" + word + "', 'details': {'" + word + "': ['" + word + "']}}"));
        sandbox.inbox().await(Sandbox.APPROVER, word);
        sandbox.slack().await(word);
        browser.get(sandbox.address() + "/?example=Terraform%20plan&mailbox=" + Sandbox.APPROVER);
        for (int width : new int[] {320, 1280}) {
            chromium.screen(width, 2_000);
            chromium.assertFits("the playground at " + width);
            for (String scheme : new String[] {"light", "dark"}) {
                chromium.media("prefers-color-scheme", scheme);
                chromium.keep("playground-" + width + "-" + scheme);
                chromium.assertAccessible("the playground at " + width + ", " + scheme);
            }
        }
    }

    /** The page replaces an entry that has news, perhaps between finding it and looking at it. */
    private static <T> T steady(Callable<T> look) {
        return Awaitility.await()
                .ignoreExceptionsInstanceOf(StaleElementReferenceException.class)
                .until(look, Objects::nonNull);
    }

    private void keep(By entry, String name) {
        chromium.keep(name, steady(() -> browser.findElement(entry).getScreenshotAs(OutputType.BYTES)));
    }
}
