package dev.samovar.template;

import org.jspecify.annotations.Nullable;

/** The filters by name. */
final class Filters {
    private Filters() {}

    static Builtin named(String name) {
        Builtin filter = find(name);
        if (filter == null) {
            throw TemplateException.evaluation("No filter named '" + name + "'");
        }
        return filter;
    }

    static @Nullable Builtin find(String name) {
        return switch (name) {
            case "default", "d" -> ValueFilters::orDefault;
            case "attr" -> ValueFilters::attribute;
            case "tojson" -> ValueFilters::toJson;
            case "string" -> ValueFilters::string;
            case "safe" -> Markup::safe;
            case "escape", "e" -> Markup::escape;
            case "forceescape" -> Markup::forceEscape;
            case "abs" -> NumberFilters::abs;
            case "int" -> NumberFilters::integer;
            case "float" -> NumberFilters::real;
            case "round" -> NumberFilters::round;
            case "capitalize" -> TextFilters.of(TextShape::capitalize);
            case "lower" -> TextFilters.of(TextShape::lower);
            case "upper" -> TextFilters.of(TextShape::upper);
            case "center" -> TextFilters.of(TextShape::center);
            case "trim" -> TextFilters.of(TextShape::strip);
            case "replace" -> TextFilters.of(TextSearch::replace);
            case "title" -> TextFilters::title;
            case "indent" -> TextFilters::indent;
            case "format" -> TextFilters::format;
            case "truncate" -> TextFilters::truncate;
            case "wordcount" -> TextFilters::wordCount;
            case "length", "count" -> SequenceFilters::length;
            case "list" -> SequenceFilters::list;
            case "items" -> SequenceFilters::items;
            case "first" -> SequenceFilters::first;
            case "last" -> SequenceFilters::last;
            case "join" -> SequenceFilters::join;
            case "reverse" -> SequenceFilters::reverse;
            case "sum" -> SequenceFilters::sum;
            case "batch" -> SequenceFilters::batch;
            case "slice" -> SequenceFilters::slice;
            case "sort" -> SortFilters::sort;
            case "dictsort" -> SortFilters::dictSort;
            case "unique" -> SortFilters::unique;
            case "min" -> SortFilters::min;
            case "max" -> SortFilters::max;
            case "groupby" -> SortFilters::groupBy;
            case "map" -> ChoiceFilters::map;
            case "select" -> ChoiceFilters::select;
            case "reject" -> ChoiceFilters::reject;
            case "selectattr" -> ChoiceFilters::selectAttribute;
            case "rejectattr" -> ChoiceFilters::rejectAttribute;
            default -> null;
        };
    }
}
