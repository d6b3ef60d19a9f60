package dev.samovar.template;

/** What is left of the {@link Limits} while a template renders. */
final class Budget {
    private final Limits limits;
    private long work;
    private long characters;
    private int depth;

    Budget(Limits limits) {
        this.limits = limits;
    }

    void work(long units) {
        work += units;
        if (work > limits.work()) {
            throw TemplateException.limit("the template needs more than " + limits.work() + " steps");
        }
    }

    /** Books text or list items before they are made. */
    void produce(long size) {
        characters += size;
        if (characters > limits.characters()) {
            throw TemplateException.limit("the template produces more than " + limits.characters() + " characters");
        }
        work(size >> 4);
    }

    /** Books a search of a needle in a text: the naive search may compare every pair. */
    void search(long text, long needle) {
        work(1 + text * needle / 64);
    }

    void enter() {
        work(1);
        if (++depth > limits.depth()) {
            throw TemplateException.limit("the template nests deeper than " + limits.depth() + " levels");
        }
    }

    void leave() {
        depth--;
    }
}
