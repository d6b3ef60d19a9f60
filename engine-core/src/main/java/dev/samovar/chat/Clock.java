package dev.samovar.chat;

import dev.samovar.template.Moment;

/** The time, as the host tells it. */
public interface Clock {
    /** Seconds since 1970, with all the fraction the host has. */
    double seconds();

    /** The local date and time, which some templates write into the prompt. */
    Moment local();
}
