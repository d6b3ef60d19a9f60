package dev.samovar.tokenizer.pattern;

import dev.samovar.tokenizer.unicode.CodePointSet;
import dev.samovar.tokenizer.unicode.GeneralCategory;
import dev.samovar.tokenizer.unicode.Script;

/** Parses what matches one code point: a character, an escape, a property or a bracketed class. */
final class ClassParser {
    /** Letters, marks, numbers and connectors. */
    private static final CodePointSet WORD = new CodePointSet.Builder()
            .add(GeneralCategory.named("L"))
            .add(GeneralCategory.named("M"))
            .add(GeneralCategory.named("N"))
            .add(GeneralCategory.named("Pc"))
            .build();

    private final PatternText text;
    private final boolean ignoreCase;

    ClassParser(PatternText text, boolean ignoreCase) {
        this.text = text;
        this.ignoreCase = ignoreCase;
    }

    CodePointSet item() {
        if (text.skip("[")) {
            return brackets();
        }
        if (text.skip(".")) {
            return single('\n').complement();
        }
        if (text.peek() == '\\') {
            return escape();
        }
        return character(text.next());
    }

    private CodePointSet brackets() {
        boolean negated = text.skip("^");
        var set = new CodePointSet.Builder();
        while (text.peek() != ']') {
            if (text.skip("[:") || text.skip("&&")) {
                throw text.unexpected("no POSIX class or intersection");
            }
            if (text.skip("[")) {
                set.add(brackets());
            } else {
                range(set);
            }
        }
        text.expect("]");
        CodePointSet found = set.build();
        return negated ? found.complement() : found;
    }

    /** One character, escape or {@code a-z} inside brackets. */
    private void range(CodePointSet.Builder set) {
        CodePointSet first = text.peek() == '\\' ? escape() : single(text.next());
        int low = first.only();
        if (low < 0) {
            set.add(first);
            return;
        }
        int high = low;
        if (text.skip("-")) {
            if (text.peek() == ']') {
                set.add('-', '-');
            } else {
                high = (text.peek() == '\\' ? escape() : single(text.next())).only();
            }
        }
        if (high < low) {
            throw text.unexpected("a range that ends after its start");
        }
        set.add(low, high);
        for (int c = low; ignoreCase && c <= high; c++) {
            set.add(caseVariants(c));
        }
    }

    private CodePointSet escape() {
        text.expect("\\");
        int c = text.next();
        return switch (c) {
            case 's' -> CodePointSet.WHITE_SPACE;
            case 'S' -> CodePointSet.WHITE_SPACE.complement();
            case 'd' -> GeneralCategory.named("Nd");
            case 'D' -> GeneralCategory.named("Nd").complement();
            case 'w' -> WORD;
            case 'W' -> WORD.complement();
            case 'p' -> property();
            case 'P' -> property().complement();
            case 'n' -> single('\n');
            case 'r' -> single('\r');
            case 't' -> single('\t');
            case 'x' -> single(hexadecimal());
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    throw text.unexpected(
                            "one of \\s \\S \\d \\D \\w \\W \\p{…} \\P{…} \\n \\r \\t \\x{…}, not \\" + (char) c + ",");
                }
                yield single(c);
            }
        };
    }

    private CodePointSet property() {
        text.expect("{");
        boolean negated = text.skip("^");
        String name = text.until('}');
        CodePointSet set = Script.named(name);
        if (set.isEmpty()) {
            set = GeneralCategory.named(name);
        }
        if (name.isEmpty() || set.isEmpty()) {
            throw text.unexpected("a general category or a common script, not '" + name + "',");
        }
        return negated ? set.complement() : set;
    }

    private int hexadecimal() {
        boolean braced = text.skip("{");
        int value = 0;
        for (int digits = 0; braced ? !text.skip("}") : digits < 2; digits++) {
            int digit = Character.digit(text.next(), 16);
            if (digit < 0 || digits > 5) {
                throw text.unexpected("a hexadecimal code point");
            }
            value = value * 16 + digit;
        }
        if (value > Character.MAX_CODE_POINT) {
            throw text.unexpected("a code point of at most 10FFFF");
        }
        return value;
    }

    private CodePointSet character(int c) {
        return ignoreCase ? caseVariants(c) : single(c);
    }

    private static CodePointSet single(int c) {
        return new CodePointSet.Builder().add(c, c).build();
    }

    /** What Oniguruma's simple case folding takes for the same letter; multi-letter foldings (ß) are left out. */
    private static CodePointSet caseVariants(int codePoint) {
        int upper = Character.toUpperCase(codePoint);
        int lower = Character.toLowerCase(codePoint);
        var set = new CodePointSet.Builder()
                .add(codePoint, codePoint)
                .add(upper, upper)
                .add(lower, lower);
        if (lower == 's') {
            set.add(0x17F, 0x17F); // long s
        }
        if (lower == 'k') {
            set.add(0x212A, 0x212A); // Kelvin sign
        }
        return set.build();
    }
}
