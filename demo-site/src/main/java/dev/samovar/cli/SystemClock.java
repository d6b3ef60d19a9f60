package dev.samovar.cli;

import dev.samovar.chat.Clock;
import dev.samovar.template.Moment;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** The machine's clock. */
final class SystemClock implements Clock {
    @Override
    public double seconds() {
        return System.currentTimeMillis() / 1e3;
    }

    @Override
    public Moment local() {
        LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
        return new Moment(
                now.getYear(),
                now.getMonthValue(),
                now.getDayOfMonth(),
                now.getHour(),
                now.getMinute(),
                now.getSecond());
    }
}
