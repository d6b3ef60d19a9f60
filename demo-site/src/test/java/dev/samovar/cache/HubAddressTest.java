package dev.samovar.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubAddressTest {

    @Test
    void readsOwnerNameFileAndRevision() {
        assertEquals(
                new HubAddress("owner/name", "folder/file.gguf", "v1.0"),
                HubAddress.parse("HF://owner/name/folder/file.gguf@v1.0"));
        assertEquals(new HubAddress("owner/name", "file", "main"), HubAddress.parse("hf://owner/name/file"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HF://", "HF://owner", "HF://owner/name", "HF://owner/name/", "HF:///name/file", "HF://o/n/f@"})
    void refusesWhatNamesNoFile(String text) {
        var failure = assertThrows(IllegalArgumentException.class, () -> HubAddress.parse(text));
        assertEquals("expected HF://owner/name/file with an optional @revision, got " + text, failure.getMessage());
    }
}
