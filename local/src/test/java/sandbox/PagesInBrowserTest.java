package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every page that people can come to, in Chromium: each as the functions' tests have left it, with its status and
 * headers. With {@code -Dpictures=true} a picture of each is kept.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesInBrowserTest {

    private static final int NARROWEST = 320;
    private static final int TALL = 3_000;

    private final Map<String, JsonObject> pages = new TreeMap<>();
    private FrontDoor door;
    private Browser browser;

    @BeforeAll
    void open() throws IOException {
        Path folder = Project.here().root().resolve("functions/target/pages");
        File[] files = folder.toFile().listFiles();
        assertTrue(files != null || System.getenv("REQUIRE_BROWSER") == null, "There are no pages in " + folder);
        assumeTrue(files != null, "No pages yet: mvn -f functions/pom.xml test -Dtest=PageStructureTest makes them.");
        for (File file : files) {
            pages.put(
                    file.getName().replace(".json", ""),
                    JsonParser.parseString(Files.readString(file.toPath())).getAsJsonObject());
        }
        browser = Browser.open("pages");
        door = FrontDoor.open(0);
        door.serve("/", this::serve);
    }

    @BeforeEach
    void asForMostPeople() {
        browser.screen(375, TALL);
        browser.text(100);
        browser.media("prefers-color-scheme", "light");
    }

    @AfterAll
    void close() {
        if (door != null) {
            door.close();
            browser.close();
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        JsonObject page = pages.get(exchange.getRequestURI().getPath().substring(1));
        if (page == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        page.getAsJsonObject("headers")
                .asMap()
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value.getAsString()));
        byte[] body = page.get("body").getAsString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(page.get("status").getAsInt(), body.length);
        exchange.getResponseBody().write(body);
    }

    private void show(String name) {
        browser.driver.get(door.address() + "/" + name);
    }

    private void keep(String picture) {
        if (Boolean.getBoolean("pictures")) {
            browser.keep(picture);
        }
    }

    @Test
    void axeFindsNothingInLightAndDark() {
        assertTrue(pages.size() > 20, pages.keySet().toString());
        for (String scheme : List.of("light", "dark")) {
            browser.media("prefers-color-scheme", scheme);
            for (String name : pages.keySet()) {
                show(name);
                keep("375-" + scheme + "-" + name);
                browser.assertAccessible(name + ", " + scheme);
            }
        }
        assertEquals(
                List.of(),
                browser.driver.manage().logs().get("browser").getAll().stream()
                        .map(line -> line.getMessage())
                        .filter(line -> line.contains("Content Security Policy"))
                        .toList(),
                "the pages need nothing that their headers forbid");
    }

    @Test
    void nothingIsScrolledSideways() {
        for (int width : List.of(NARROWEST, 1280)) {
            browser.screen(width, TALL);
            for (String name : pages.keySet()) {
                show(name);
                keep(width + "-light-" + name);
                browser.assertFits(name + " at " + width);
            }
        }
        browser.screen(NARROWEST, TALL);
        browser.text(200);
        for (String name : pages.keySet()) {
            show(name);
            assertEquals("32px", browser.driver.executeScript("return getComputedStyle(document.body).fontSize"));
            keep("large-text-" + name);
            browser.assertFits(name + " with large text");
        }
    }

    @Test
    void buttonsHaveEdgesWhereTheReaderForcesColours() {
        browser.media("forced-colors", "active");
        for (String name : List.of("form", "form-reject-first", "not-told-503")) {
            show(name);
            keep("forced-" + name);
            assertEquals(List.of(), browser.driver.executeScript("""
                            return [...document.querySelectorAll('button, textarea')]
                              .map(each => [getComputedStyle(each), each])
                              .filter(([style, each]) => parseFloat(style.borderTopWidth) < 1
                                || style.borderTopStyle !== 'solid'
                                || style.borderTopColor === style.backgroundColor
                                || style.borderTopColor === getComputedStyle(document.body).backgroundColor)
                              .map(([style, each]) => each.outerHTML)"""), name);
        }
    }
}
