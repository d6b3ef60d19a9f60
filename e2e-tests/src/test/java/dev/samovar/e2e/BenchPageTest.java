package dev.samovar.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.samovar.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Someone measures their browser, on a phone's screen. */
@ExtendWith(Chromium.class)
class BenchPageTest {
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);

    @Test
    void measuresByKeyboardDrawsAndHandsOutTheReport(Chromium.Running chromium) throws IOException {
        List<String> errors = new ArrayList<>();
        Page page = open(chromium, "bench.html?model=random:Tiny", errors);
        assertThat(page.getByLabel("Tiny")).isChecked();
        assertThat(page.getByLabel("SmolLM2-135M")).not().isChecked();
        page.getByLabel("512").uncheck();
        page.fill("#generate", "12");
        page.fill("#repetitions", "2");
        page.press("#repetitions", "Enter");
        assertThat(page.locator("#stop")).isFocused();
        assertThat(page.locator("#step")).not().isEmpty();
        assertThat(page.locator("#start")).isVisible(SOON);
        assertThat(page.locator("#start")).isFocused();
        assertThat(page.locator("#status")).hasText("The bench is done.");
        assertThat(page.locator("#machine")).containsText("swiftshader");
        assertThat(page.locator("#charts .bars li")).hasCount(2);
        assertThat(page.getByRole(AriaRole.ROW)).hasCount(2);
        assertThat(page.getByRole(AriaRole.ROW).nth(1)).containsText("Tiny");
        page.locator("summary").press("Enter");
        assertThat(page.locator("details .label").first()).isVisible();
        assertFits(page);

        Download download = page.waitForDownload(() -> page.locator("#download").press("Enter"));
        Json report = Json.parse(Files.readString(download.path()));
        assertEquals("samovar-bench.json", download.suggestedFilename());
        assertTrue(report.text().contains("\"prompt_tokens\":128"), report.text());
        assertEquals(Json.Num.of(12), report.get("generated_tokens"));
        assertEquals(List.of(), errors);
        page.context().close();
    }

    @Test
    void stopsAndGoesOnAnotherTime(Chromium.Running chromium) {
        List<String> errors = new ArrayList<>();
        Page page = open(chromium, "bench.html", errors);
        page.click("#start");
        page.locator("#stop").press("Enter");
        assertThat(page.locator("#start")).isVisible(SOON);
        assertThat(page.locator("#status")).hasText("The bench was stopped.");
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
        assertThat(page.getByLabel("SmolLM2-135M")).isEnabled();
        assertEquals(List.of(), errors);
        page.context().close();
    }

    @Test
    void asksForAtLeastOneModel(Chromium.Running chromium) {
        Page page = open(chromium, "bench.html", new ArrayList<>());
        for (Locator box : page.locator("input[name=models]").all()) {
            box.uncheck();
        }
        page.click("#start");
        assertThat(page.locator("#progress")).isHidden();
        assertThat(page.locator("input[name=models]").first()).isFocused();
        page.context().close();
    }

    /** The page's list of shapes is its own. */
    @Test
    void offersShapesThatTheEngineKnows(Chromium.Running chromium) {
        Page page = open(chromium, "bench.html", new ArrayList<>());
        try (EnginePage engine = new EnginePage(chromium)) {
            String known = engine.run("return await samovar.createEngine('random:None');", Json.Null.NULL)
                    .text();
            List<Locator> boxes = page.locator("input[name=models]").all();
            assertEquals(6, boxes.size());
            for (Locator box : boxes) {
                String shape = box.inputValue().substring("random:".length());
                assertTrue(known.contains(shape), shape + " is none of: " + known);
            }
        }
        page.context().close();
    }

    @Test
    void isReachedFromTheChat(Chromium.Running chromium) {
        Page page = open(chromium, "", new ArrayList<>());
        page.locator("dialog").getByText("How fast is this browser?").click();
        assertThat(page).hasTitle("Samovar bench");
        page.getByText("Chat", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page).hasTitle("Samovar");
        page.context().close();
    }

    private static Page open(Chromium.Running chromium, String path, List<String> errors) {
        Page page = chromium.page(new Browser.NewContextOptions().setViewportSize(390, 780));
        page.onPageError(errors::add);
        page.navigate(chromium.site().address().resolve(path).toString());
        if (path.startsWith("bench")) {
            page.waitForSelector("body[data-bench=ready]");
        }
        return page;
    }

    private static void assertFits(Page page) {
        int width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        assertTrue(width <= 390, "the page is " + width + " wide on a screen of 390");
    }
}
