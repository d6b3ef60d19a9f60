package dev.samovar.template;

/** What happens when a template calls a {@link Value.Function}. */
@FunctionalInterface
interface Callable {
    Value call(Arguments arguments);
}
