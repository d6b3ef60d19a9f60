package dev.samovar.template;

import java.util.List;

/** {@code strftime} in the C locale, without time zones. */
final class Strftime {
    private static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");

    private Strftime() {}

    static String format(String format, Moment now) {
        var out = new StringBuilder();
        for (int at = 0; at < format.length(); at++) {
            char c = format.charAt(at);
            if (c != '%' || at + 1 == format.length()) {
                out.append(c);
                continue;
            }
            char directive = format.charAt(++at);
            boolean unpadded = directive == '-' && at + 1 < format.length();
            String field = field(unpadded ? format.charAt(++at) : directive, now);
            out.append(unpadded && field.startsWith("0") && field.length() > 1 ? field.substring(1) : field);
        }
        return out.toString();
    }

    private static String field(char directive, Moment now) {
        String day = DAYS.get(now.dayOfWeek());
        String month = MONTHS.get(now.month() - 1);
        int hour12 = now.hour() % 12 == 0 ? 12 : now.hour() % 12;
        return switch (directive) {
            case 'a' -> day.substring(0, 3);
            case 'A' -> day;
            case 'b', 'h' -> month.substring(0, 3);
            case 'B' -> month;
            case 'c' -> format("%a %b %e %H:%M:%S %Y", now);
            case 'd' -> padded(now.day(), '0');
            case 'D', 'x' -> format("%m/%d/%y", now);
            case 'e' -> padded(now.day(), ' ');
            case 'f' -> "000000";
            case 'F' -> format("%Y-%m-%d", now);
            case 'H' -> padded(now.hour(), '0');
            case 'I' -> padded(hour12, '0');
            case 'j' -> Integer.toString(1000 + now.dayOfYear()).substring(1);
            case 'm' -> padded(now.month(), '0');
            case 'M' -> padded(now.minute(), '0');
            case 'n' -> "\n";
            case 'p' -> now.hour() < 12 ? "AM" : "PM";
            case 'S' -> padded(now.second(), '0');
            case 't' -> "\t";
            case 'T', 'X' -> format("%H:%M:%S", now);
            case 'u' -> Integer.toString(now.dayOfWeek() + 1);
            case 'w' -> Integer.toString((now.dayOfWeek() + 1) % 7);
            case 'y' -> padded(now.year() % 100, '0');
            case 'Y' -> Integer.toString(now.year());
            case 'z', 'Z' -> "";
            case '%' -> "%";
            default -> "%" + directive;
        };
    }

    private static String padded(int number, char pad) {
        return number < 10 ? pad + Integer.toString(number) : Integer.toString(number);
    }
}
