package dev.samovar.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.samovar.browser.Adapter;
import dev.samovar.browser.EngineTab;
import dev.samovar.browser.HeadlessChromium;
import dev.samovar.server.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a site and a browser: one for all of them, on the software adapter, so that results do not vary. */
final class Chromium implements ParameterResolver {

    /** What tests ask for by a parameter of this type. */
    record Running(Site site, HeadlessChromium browser) implements AutoCloseable {

        /** A tab for Java, without a model yet. */
        EngineTab tab() {
            return new EngineTab(browser, site);
        }

        /** The chat page in a fresh profile. */
        Page page(Browser.NewContextOptions options) {
            return browser.newPage(options);
        }

        @Override
        public void close() {
            browser.close();
            site.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Running.class, key -> start());
    }

    private static Running start() {
        try {
            return new Running(Site.start(0), HeadlessChromium.launch(Adapter.SOFTWARE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
