package dev.samovar.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ViewportSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person at the page: asks, stops, asks again, comes back later. */
@ExtendWith(Chromium.class)
class PageTest {
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(120_000);

    @Test
    void asksStopsAsksAgainAndReloads(Chromium.Running chromium) throws IOException {
        chromium.site().offer("SmolLM2", SmolLm2.file());
        Page page = chromium.page(new Browser.NewContextOptions().setViewportSize(390, 780));
        List<String> errors = new ArrayList<>();
        page.onPageError(errors::add);
        page.navigate(chromium.site().address().toString());
        assertThat(page.locator("#loading-stage")).not().isEmpty();
        page.waitForSelector("body[data-model=ready]", new Page.WaitForSelectorOptions().setTimeout(120_000));

        // The first answer streams, and is stopped in the middle by keyboard.
        page.fill("#question", "Tell me a long story about a samovar.");
        page.press("#question", "Enter");
        Locator answers = page.locator(".message.assistant");
        assertThat(answers.locator(".prose")).containsText(Pattern.compile("\\S\\s*\\S"), SOON);
        assertThat(page.locator("#stop")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("#send")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
        assertThat(answers.locator(".figures")).containsText("stopped");
        String stopped = answers.locator(".prose").innerText();

        // The next one runs to its end.
        page.click("#model-button");
        page.click(".settings summary");
        page.fill("#max-tokens", "12");
        page.fill("#temperature", "0");
        page.selectOption("#quantize", "q8");
        page.keyboard().press("Escape");
        page.fill("#question", "What is the capital of France?");
        page.click("#send");
        assertThat(answers.nth(1).locator(".figures")).containsText("tokens/s", SOON);
        assertThat(answers.nth(1)).containsText("Paris");
        assertFits(page);

        // A reload finds both again, and a new chat neither.
        page.reload();
        assertThat(page.locator(".message")).hasCount(4);
        assertThat(page.locator("#quantize")).hasValue("q8");
        assertEquals(stopped, answers.first().locator(".prose").innerText());
        assertThat(answers.nth(1)).containsText("Paris");
        page.click("#new-chat");
        assertThat(page.locator(".message")).hasCount(0);
        page.reload();
        assertThat(page.locator(".message")).hasCount(0);
        assertThat(page.locator("#welcome")).isVisible();
        assertEquals(List.of(), errors);
        page.context().close();
    }

    @Test
    void aModelChosenWhileAnotherLoadsTakesItsPlace(Chromium.Running chromium) throws IOException {
        chromium.site().offer("SmolLM2", SmolLm2.file());
        Page page = chromium.page(new Browser.NewContextOptions());
        page.route("**/models/**", route -> {}); // never answered
        page.navigate(chromium.site().address().toString());
        assertThat(page.locator("#model-dot")).hasAttribute("data-state", "loading");
        page.setInputFiles("#file", new FilePayload("other.gguf", "application/octet-stream", new byte[100]));
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("other.gguf could not be loaded.");
        assertThat(page.locator("#model-name")).hasText("other.gguf");
        page.context().close();
    }

    @Test
    void theSheetOpensAndClosesByKeyboardAndGivesTheFocusBack(Chromium.Running chromium) {
        Page page = chromium.page(new Browser.NewContextOptions());
        page.navigate(chromium.site().address().toString());
        assertThat(page.locator("#question")).isFocused();
        Locator button = page.locator("#model-button");
        for (int i = 0; i < 10 && !(boolean) button.evaluate("b => b === document.activeElement"); i++) {
            page.keyboard().press("Shift+Tab");
        }
        assertThat(button).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        assertThat(page.locator("dialog :focus")).hasCount(1);
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(button).isFocused();
        page.context().close();
    }

    @Test
    void fitsEveryWidth(Chromium.Running chromium) {
        Page page = chromium.page(new Browser.NewContextOptions());
        page.navigate(chromium.site().address().toString());
        for (int width : new int[] {320, 390, 768, 1400}) {
            page.setViewportSize(width, 700);
            assertFits(page);
        }
        page.context().close();
    }

    private static void assertFits(Page page) {
        ViewportSize size = page.viewportSize();
        int width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        assertTrue(width <= size.width, "the page is " + width + " wide on a screen of " + size.width);
    }
}
