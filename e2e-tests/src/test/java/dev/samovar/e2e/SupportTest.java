package dev.samovar.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page says where the engine cannot run. */
@ExtendWith(Chromium.class)
class SupportTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0 | dom.webgpu.enabled",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15 | Safari has WebGPU",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Version/17.4 Mobile Safari/604.1 | iOS 26",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/110.0.0.0 Safari/537.36 | enable-unsafe-webgpu",
                "Mozilla/5.0 (Linux; Android 11) AppleWebKit/537.36 Chrome/110.0.0.0 Mobile Safari/537.36 | Android 12",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/110.0.0.0 Safari/537.36 | version 113",
            })
    void saysWhatToDoInThisBrowser(String agent, String advice, Chromium.Running chromium) {
        Page page = chromium.page(new Browser.NewContextOptions().setUserAgent(agent));
        page.addInitScript("Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined })");
        page.navigate(chromium.site().address().toString());
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("has no WebGPU");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText(advice);
        page.context().close();
    }

    @Test
    void saysWhenThereIsNoAdapter(Chromium.Running chromium) {
        Page page = chromium.page(new Browser.NewContextOptions());
        page.addInitScript("GPU.prototype.requestAdapter = async () => null");
        page.navigate(chromium.site().address().toString());
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("no graphics processor");
        page.context().close();
    }
}
