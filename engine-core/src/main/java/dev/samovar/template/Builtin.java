package dev.samovar.template;

/** A filter, a test or a method: something the language does with a subject and arguments. */
@FunctionalInterface
interface Builtin {
    Value apply(Value subject, Arguments arguments, Run run);
}
