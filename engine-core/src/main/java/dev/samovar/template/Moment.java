package dev.samovar.template;

/**
 * A local date and time for {@code strftime_now}; {@code java.time} would cost the Worker's download far more than it
 * gives.
 *
 * @param month 1 to 12
 * @param day 1 to 31
 */
public record Moment(int year, int month, int day, int hour, int minute, int second) {
    private static final int[] DAYS_BEFORE = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

    /** Day of the year, from 1. */
    int dayOfYear() {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return DAYS_BEFORE[month - 1] + day + (leap && month > 2 ? 1 : 0);
    }

    /** 0 is Monday, in the Gregorian calendar. */
    int dayOfWeek() {
        int before = year - 1;
        return (before * 365 + before / 4 - before / 100 + before / 400 + dayOfYear() - 1) % 7;
    }
}
