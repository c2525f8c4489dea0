// SPDX-License-Identifier: GPL-3.0-or-later
#include "dnp/models.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"
#include <algorithm>
#include <charconv>

namespace print::dnp {

namespace {

using base::Length;
using base::TomlTable;

constexpr auto longest = Length::hundredths(40000);

struct Tables {
    std::vector<PrintSize> sizes;
    std::vector<Media> media;
    std::vector<Model> models;
};

std::optional<int> number(std::string_view text, int radix) {
    int value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, radix);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

Since since(TomlTable &table, std::string_view key, std::string const &fallback) {
    auto const word = table.text_or(key, fallback);
    if (word == "no") {
        return {};
    }
    auto const version = word == "yes" ? Version{} : read_version(word);
    if (!version) {
        table.note(key, "firmware",
                   {"应写 yes、no 或固件版本（如 \"1.30\"）", "write yes, no, or a firmware like \"1.30\""});
    }
    return {version};
}

std::optional<Version> bound(TomlTable &table, std::string_view key) {
    auto const word = table.text_or(key, "");
    return word.empty() ? std::nullopt : read_version(word);
}

PrintSize read_size(TomlTable &table) {
    PrintSize size;
    size.name = table.text("name");
    size.head = static_cast<int>(table.whole("head", 1, 10'000));
    size.code = static_cast<int>(table.whole("code", 1, 99));
    size.across = table.length("across", Length::mm(1), longest);
    size.along = table.length("along", Length::mm(1), longest);
    size.rows = static_cast<int>(table.whole("rows", 1, 10'000));
    size.margin = static_cast<int>(table.whole("margin", 0, 1000));
    size.pieces = static_cast<int>(table.whole_or("pieces", 1, 1, 4));
    size.buffers600 = static_cast<int>(table.whole_or("buffers600", 1, 1, 2));
    table.finish();
    return size;
}

/// Arrays of whole numbers are not among what people write elsewhere: prints = [1, 3] is read as texts would
/// be.
Media read_media(TomlTable &table) {
    Media media;
    media.code = static_cast<int>(table.whole("code", 1, 999));
    media.name = table.text("name");
    for (auto const code : table.wholes("prints", 1, 99)) {
        media.prints.push_back(static_cast<int>(code));
    }
    table.finish();
    return media;
}

void read_usb(TomlTable &table, Model &model) {
    for (auto const &text : table.texts_or_none("usb")) {
        auto const parts = base::split(text, ':');
        auto const vendor = number(parts.at(0), 16);
        auto const product = parts.size() == 2 ? number(parts[1], 16) : std::nullopt;
        if (!vendor || !product) {
            table.note("usb", "usb", base::words("“{}”不是 VID:PID", "'{}' is no VID:PID", text));
            continue;
        }
        model.usb.push_back({static_cast<std::uint16_t>(*vendor), static_cast<std::uint16_t>(*product)});
    }
}

/// "Lx2:1.50": a size, and the firmware from which the model has it.
void read_sizes(TomlTable &table, Model &model, std::vector<PrintSize> const &known) {
    for (auto const &text : table.texts_or_none("sizes")) {
        auto const parts = base::split(text, ':');
        auto const found = std::find_if(known.begin(), known.end(), [&](PrintSize const &size) {
            return size.name == parts[0] && size.head == model.head;
        });
        auto const from = parts.size() == 2 ? read_version(parts[1]) : std::optional{Version{}};
        if (found == known.end() || !from) {
            table.note("sizes", "size", base::words("没有尺寸“{}”", "there is no size '{}'", text));
            continue;
        }
        model.sizes.push_back(*found);
        model.sizes.back().since = {from};
    }
}

void read_rolls(TomlTable &table, Model &model, std::vector<Media> const &known) {
    for (auto const &text : table.texts_or_none("rolls")) {
        auto const parts = base::split(text, ':');
        auto const code = number(parts[0], 10);
        auto const prints = parts.size() == 2 ? number(parts[1], 10) : std::nullopt;
        auto const is = [&](Media const &media) { return media.code == code; };
        if (!prints || std::none_of(known.begin(), known.end(), is)) {
            table.note("rolls", "roll", base::words("没有纸卷“{}”", "there is no roll '{}'", text));
            continue;
        }
        model.rolls[*code] = *prints;
    }
}

Model read_model(TomlTable &table, Tables const &known) {
    Model model;
    model.name = table.text("name");
    model.make = table.text("make");
    model.maker = table.text("maker");
    model.from = bound(table, "firmware_from");
    model.below = bound(table, "firmware_below");
    model.head = static_cast<int>(table.whole("head", 1, 10'000));
    model.buffers = static_cast<int>(table.whole("buffers", 1, 8));
    model.seconds = table.number_or("seconds", 15, 1, 300);
    model.correction = static_cast<int>(table.whole("correction", 0, 1));
    model.reserve = static_cast<int>(table.whole("reserve", 0, 100));
    model.matte = since(table, "matte", "no");
    model.feed600 = since(table, "feed600", "yes");
    model.speed = since(table, "speed", "no");
    model.media_offset = since(table, "media_offset", "no");
    model.roll_count = since(table, "roll_count", "no");
    model.lot = since(table, "lot", "no");
    model.usb_serial = since(table, "usb_serial", "no");
    read_usb(table, model);
    read_sizes(table, model, known.sizes);
    read_rolls(table, model, known.media);
    table.finish();
    return model;
}

Tables read_tables(base::TomlFile &file) {
    Tables tables;
    auto root = file.root();
    root.whole("format", 1, 1);
    for (auto &table : root.tables("size")) {
        tables.sizes.push_back(read_size(table));
    }
    for (auto &table : root.tables("media")) {
        tables.media.push_back(read_media(table));
    }
    for (auto &table : root.tables("model")) {
        tables.models.push_back(read_model(table, tables));
    }
    root.finish();
    return tables;
}

Tables const &tables() {
    static Tables const all = [] {
        auto file = base::TomlFile::parse(models_text(), "models.toml");
        return read_tables(file);
    }();
    return all;
}

} // namespace

std::optional<Version> read_version(std::string_view text) {
    auto const parts = base::split(text, '.');
    if (parts.size() != 2) {
        return std::nullopt;
    }
    auto const major = number(parts[0], 10);
    auto const minor = number(parts[1], 10);
    if (!major || !minor || *major < 0 || *minor < 0) {
        return std::nullopt;
    }
    return Version{*major, *minor};
}

PrintSize const *Model::size(int code) const {
    auto const found =
        std::find_if(sizes.begin(), sizes.end(), [&](PrintSize const &one) { return one.code == code; });
    return found == sizes.end() ? nullptr : &*found;
}

std::vector<Model> const &models() {
    return tables().models;
}

Media const *media(int code) {
    auto const &all = tables().media;
    auto const found =
        std::find_if(all.begin(), all.end(), [&](Media const &one) { return one.code == code; });
    return found == all.end() ? nullptr : &*found;
}

Model const *model_named(std::string_view name) {
    auto const wanted = base::upper_ascii(name);
    for (auto const &model : models()) {
        if (base::upper_ascii(model.name) == wanted) {
            return &model;
        }
    }
    return nullptr;
}

Model const *identify(UsbId id, std::string_view maker, Version firmware) {
    Model const *fallback = nullptr;
    for (auto const &model : models()) {
        if (std::find(model.usb.begin(), model.usb.end(), id) == model.usb.end() ||
            (model.from && firmware < *model.from) || (model.below && firmware >= *model.below)) {
            continue;
        }
        if (maker.starts_with(model.maker)) {
            return &model;
        }
        fallback = fallback == nullptr ? &model : fallback;
    }
    return fallback;
}

base::Findings check_models(std::string_view text) {
    auto file = base::TomlFile::parse(text, "models.toml");
    read_tables(file);
    return file.findings();
}

} // namespace print::dnp
