package dev.samovar.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files a person may choose that are no model, or not all of one. */
@ExtendWith(Chromium.class)
class DamagedModelTest {

    enum Damage {
        NOT_GGUF("gguf") {
            @Override
            byte[] of(byte[] start) {
                return "PK\u0003\u0004 this is a zip".getBytes(StandardCharsets.UTF_8);
            }
        },
        EMPTY("byte|empty|end") {
            @Override
            byte[] of(byte[] start) {
                return new byte[0];
            }
        },
        OTHER_VERSION("version") {
            @Override
            byte[] of(byte[] start) {
                return with(start, 4, 99);
            }
        },
        ABSURD_TENSOR_COUNT("tensor|count") {
            @Override
            byte[] of(byte[] start) {
                return with(start, 12, 0x7fffffff);
            }
        },
        CUT_IN_THE_HEADER("offset|byte") {
            @Override
            byte[] of(byte[] start) {
                return Arrays.copyOf(start, 4000);
            }
        },
        CUT_IN_THE_WEIGHTS("byte") {
            @Override
            byte[] of(byte[] start) {
                return start;
            }
        };

        private final Pattern says;

        Damage(String says) {
            this.says = Pattern.compile(says, Pattern.CASE_INSENSITIVE);
        }

        /** The damaged file, from the first bytes of a whole one. */
        abstract byte[] of(byte[] start);

        private static byte[] with(byte[] bytes, int at, int value) {
            byte[] copy = bytes.clone();
            ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
            return copy;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedWithAReason(Damage damage, Chromium.Running chromium) throws IOException {
        Page page = chromium.page(new Browser.NewContextOptions());
        page.navigate(chromium.site().address().toString());
        byte[] file = damage.of(start(SmolLm2.file()));
        page.setInputFiles("#file", new FilePayload("damaged.gguf", "application/octet-stream", file));
        var alert = page.getByRole(AriaRole.ALERT);
        assertThat(alert).containsText("damaged.gguf could not be loaded.");
        assertThat(alert.locator("li")).containsText(damage.says);
        page.context().close();
    }

    /** The header with its vocabulary, and some of the weights. */
    private static byte[] start(Path model) throws IOException {
        byte[] bytes = new byte[4 << 20];
        try (var in = new RandomAccessFile(model.toFile(), "r")) {
            in.readFully(bytes);
        }
        return bytes;
    }
}
