// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheet/layout.hpp"
#include "base/files.hpp"
#include "base/toml.hpp"
#include "sheet/solver.hpp"
#include <algorithm>
#include <array>

namespace sheet {

namespace {

using base::Length;
using base::TomlTable;
using base::words;

constexpr auto none = Length::hundredths(0);
constexpr auto largest_paper = Length::hundredths(100'000);

struct FieldWord {
    Field field;
    std::string_view word;
};
constexpr std::array field_words{
    FieldWord{Field::name, "name"},         FieldWord{Field::student_no, "student_no"},
    FieldWord{Field::class_name, "class"},  FieldWord{Field::unit, "unit"},
    FieldWord{Field::campaign, "campaign"}, FieldWord{Field::serial, "serial"},
    FieldWord{Field::major, "major"},       FieldWord{Field::date, "date"},
    FieldWord{Field::address, "address"},   FieldWord{Field::phone, "phone"},
};

Size read_size(TomlTable &table, std::string_view key, Length least) {
    auto const edges = table.lengths(key, 2, least, largest_paper);
    return {edges[0], edges[1]};
}

std::vector<Field> read_fields(TomlTable &table) {
    std::vector<Field> fields;
    for (auto const &word : table.texts_or_none("fields")) {
        auto const *found = std::find_if(field_words.begin(), field_words.end(),
                                         [&](FieldWord const &known) { return known.word == word; });
        if (found == field_words.end()) {
            table.note("fields", "choice",
                       words("标签上没有“{}”这一项（身份证号不印在标签上）",
                             "a label has no field '{}' (an ID number is never printed on one)", word));
        } else {
            fields.push_back(found->field);
        }
    }
    return fields;
}

void read_label(TomlTable &root, Layout &layout) {
    auto table = root.table("label");
    if (!table) {
        return;
    }
    auto &label = layout.label;
    label.place = static_cast<LabelPlace>(
        table->choice("place", {"none", "right-column", "left-column", "bottom-band", "whole-cell"}));
    label.extent = table->length_or("extent", none, none, largest_paper);
    label.code = table->length_or("code", none, none, Length::mm(60));
    label.text = table->length_or("text", Length::mm(3), Length::mm(1), Length::mm(20));
    label.fields = read_fields(*table);
    table->finish();
}

void read_blocks(TomlTable &root, Layout &layout) {
    for (auto &table : root.tables("block")) {
        Block block;
        block.name = table.text("name");
        block.count = static_cast<int>(table.whole("count", 1, 200));
        block.size = read_size(table, "size", Length::mm(5));
        block.turning = static_cast<Turning>(table.choice_or("turning", 1, {"never", "allowed", "always"}));
        table.finish();
        layout.blocks.push_back(std::move(block));
    }
    if (layout.blocks.empty()) {
        root.note("block", "missing",
                  words("至少要有一个 [[block]]", "there must be at least one [[block]]"));
    }
}

void read_shape(TomlTable root, Layout &layout) {
    root.whole("format", 1, 1);
    layout.title = {root.text("title_zh"), root.text("title_en")};
    layout.content = static_cast<Content>(root.choice_or("content", 0, {"photo", "label"}));
    if (auto paper = root.table("paper")) {
        layout.paper_name = paper->text("name");
        layout.paper = read_size(*paper, "size", Length::mm(20));
        layout.safe_edge = paper->length("safe_edge", none, Length::mm(30));
        paper->finish();
    } else {
        root.note("paper", "missing", words("缺少 [paper]", "[paper] is missing"));
    }
    if (root.has("gap")) {
        layout.gap = read_size(root, "gap", none);
    }
    read_blocks(root, layout);
    read_label(root, layout);
    root.finish();
}

void check_label(TomlTable &root, Layout const &layout) {
    auto const &label = layout.label;
    if (label.place == LabelPlace::none && layout.content == Content::photo) {
        return;
    }
    if (label.fields.empty()) {
        root.note("label", "label", words("标签上没有任何内容（fields）", "the label says nothing (fields)"));
    }
    auto const strip = label.place != LabelPlace::none && label.place != LabelPlace::whole_cell;
    if (strip && label.extent == none) {
        root.note("label", "label", words("标签要写明宽度（extent）", "the label needs its extent"));
    } else if (strip && label.code > label.extent) {
        root.note("label", "label",
                  words("标签上的码 {} 毫米，比标签 {} 毫米还大",
                        "the label's code of {} mm is larger than the label of {} mm", label.code.mm(),
                        label.extent.mm()));
    }
}

void check_sense(TomlTable root, Layout const &layout) {
    check_label(root, layout);
    if (layout.content == Content::label && layout.label.place != LabelPlace::none) {
        root.note("label", "label",
                  words("content = \"label\" 时每格就是一张标签，place 应为 none",
                        "with content = \"label\" every cell is a label, so place must be none"));
    }
    auto const solved = solve(layout);
    if (auto const *misfit = std::get_if<Misfit>(&solved)) {
        root.note("block", "does_not_fit", misfit->words());
    }
}

std::string without_ending(std::string const &name) {
    return name.ends_with(".toml") ? name.substr(0, name.size() - 5) : name;
}

} // namespace

Reading read_layout(std::string_view text, std::string const &name) {
    auto file = base::TomlFile::parse(text, without_ending(name) + ".toml");
    Reading reading;
    reading.layout.name = without_ending(name);
    reading.layout.text = text;
    reading.layout.digest = base::sha256(base::as_bytes(text));
    if (file.findings().empty()) {
        read_shape(file.root(), reading.layout);
    }
    if (file.findings().empty()) {
        check_sense(file.root(), reading.layout);
    }
    reading.findings = file.findings();
    return reading;
}

base::Result<Reading> read_layout_file(std::filesystem::path const &path) {
    constexpr std::uintmax_t far_beyond_any_layout = 1U << 20U;
    auto bytes = base::read_file(path, far_beyond_any_layout);
    if (!bytes) {
        return std::move(bytes).fault();
    }
    return read_layout(base::as_text(*bytes), path.filename().string());
}

std::string_view word_of(Field field) {
    for (auto const &known : field_words) {
        if (known.field == field) {
            return known.word;
        }
    }
    return {};
}

} // namespace sheet
