// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/toml.hpp"
#include "base/files.hpp"
#include <algorithm>
#include <set>
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#endif
#include <toml++/toml.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace base {

struct TomlFile::Inner {
    std::string name;
    toml::table root;
    Findings findings;
};

struct TomlTable::Inner {
    TomlFile::Inner *file;
    toml::table *table;
    std::set<std::string, std::less<>> asked;
};

namespace {

int line_of(toml::node const &node) {
    return static_cast<int>(node.source().begin.line);
}

} // namespace

bool TomlTable::has(std::string_view key) const {
    return inner_->table->contains(key);
}

std::vector<std::string> TomlTable::keys() const {
    std::vector<std::string> names;
    for (auto const &[key, value] : *inner_->table) {
        names.emplace_back(key.str());
    }
    return names;
}

int TomlTable::line(std::string_view key) const {
    auto const found = key.empty() ? inner_->table->end() : inner_->table->find(key);
    return found == inner_->table->end() ? std::max(1, line_of(*inner_->table))
                                         : static_cast<int>(found->first.source().begin.line);
}

void TomlTable::note(std::string_view key, std::string kind, Words message) {
    inner_->file->findings.push_back(
        {inner_->file->name, line(key), std::string{key}, std::move(kind), std::move(message)});
}

namespace {

void note_missing(TomlTable &table, std::string_view key) {
    table.note(key, "missing", words("缺少“{}”", "'{}' is missing", key));
}

void note_type(TomlTable &table, std::string_view key, Words const &wanted) {
    table.note(
        key, "type",
        Words{fmt::format("“{}”应为{}", key, wanted.zh), fmt::format("'{}' must be {}", key, wanted.en)});
}

} // namespace

std::string TomlTable::text_or(std::string_view key, std::string fallback) {
    inner_->asked.emplace(key);
    auto const *node = inner_->table->get(key);
    if (node == nullptr) {
        return fallback;
    }
    auto const *value = node->as_string();
    if (value == nullptr) {
        note_type(*this, key, {"文字", "text"});
        return fallback;
    }
    return value->get();
}

std::string TomlTable::text(std::string_view key) {
    if (!has(key)) {
        note_missing(*this, key);
    }
    return text_or(key, {});
}

std::int64_t TomlTable::whole_or(std::string_view key, std::int64_t fallback, std::int64_t least,
                                 std::int64_t most) {
    inner_->asked.emplace(key);
    auto const *node = inner_->table->get(key);
    if (node == nullptr) {
        return fallback;
    }
    auto const *value = node->as_integer();
    if (value == nullptr) {
        note_type(*this, key, {"整数", "a whole number"});
        return fallback;
    }
    if (value->get() < least || value->get() > most) {
        note(key, "range",
             words("“{}”为 {}，应在 {} 到 {} 之间", "'{}' is {}, it must be from {} to {}", key, value->get(),
                   least, most));
        return fallback;
    }
    return value->get();
}

std::int64_t TomlTable::whole(std::string_view key, std::int64_t least, std::int64_t most) {
    if (!has(key)) {
        note_missing(*this, key);
    }
    return whole_or(key, least, least, most);
}

bool TomlTable::flag_or(std::string_view key, bool fallback) {
    inner_->asked.emplace(key);
    auto const *node = inner_->table->get(key);
    if (node == nullptr) {
        return fallback;
    }
    auto const *value = node->as_boolean();
    if (value == nullptr) {
        note_type(*this, key, {"true 或 false", "true or false"});
        return fallback;
    }
    return value->get();
}

double TomlTable::number_or(std::string_view key, double fallback, double least, double most) {
    inner_->asked.emplace(key);
    auto const *node = inner_->table->get(key);
    if (node == nullptr) {
        return fallback;
    }
    auto const value = node->value<double>();
    if (!value || !node->is_number()) {
        note_type(*this, key, {"数字", "a number"});
        return fallback;
    }
    if (!(*value >= least && *value <= most)) {
        note(key, "range",
             words("“{}”为 {}，应在 {} 到 {} 之间", "'{}' is {}, it must be from {} to {}", key, *value,
                   least, most));
        return fallback;
    }
    return *value;
}

Length TomlTable::length_or(std::string_view key, Length fallback, Length least, Length most) {
    return Length::mm(number_or(key, fallback.mm(), least.mm(), most.mm()));
}

Length TomlTable::length(std::string_view key, Length least, Length most) {
    if (!has(key)) {
        note_missing(*this, key);
    }
    return length_or(key, least, least, most);
}

std::vector<std::string> TomlTable::texts_or_none(std::string_view key) {
    inner_->asked.emplace(key);
    std::vector<std::string> texts;
    auto const *node = inner_->table->get(key);
    if (node == nullptr) {
        return texts;
    }
    auto const *array = node->as_array();
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        if (auto const *value = array->get(i)->as_string()) {
            texts.push_back(value->get());
        }
    }
    if (array == nullptr || texts.size() != array->size()) {
        note_type(*this, key, {"一列文字", "a list of texts"});
    }
    return texts;
}

std::vector<std::int64_t> TomlTable::wholes(std::string_view key, std::int64_t least, std::int64_t most) {
    inner_->asked.emplace(key);
    std::vector<std::int64_t> numbers;
    auto const *node = inner_->table->get(key);
    auto const *array = node == nullptr ? nullptr : node->as_array();
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        auto const *value = array->get(i)->as_integer();
        if (value != nullptr && value->get() >= least && value->get() <= most) {
            numbers.push_back(value->get());
        }
    }
    if (array == nullptr || numbers.size() != array->size()) {
        note(key, "type",
             words("“{}”应为一列 {} 到 {} 的整数", "'{}' must be a list of whole numbers from {} to {}", key,
                   least, most));
    }
    return numbers;
}

std::vector<double> TomlTable::numbers(std::string_view key, std::size_t count, double least, double most) {
    inner_->asked.emplace(key);
    auto const *node = inner_->table->get(key);
    if (node == nullptr) {
        note_missing(*this, key);
        return std::vector(count, least);
    }
    std::vector<double> found;
    auto const *array = node->as_array();
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        auto const value = array->get(i)->value<double>();
        if (value && *value >= least && *value <= most) {
            found.push_back(*value);
        }
    }
    if (array == nullptr || array->size() != count || found.size() != count) {
        note(key, "range",
             words("“{}”应为 {} 个数字，各在 {} 到 {} 之间", "'{}' must be {} numbers, each from {} to {}",
                   key, count, least, most));
        return std::vector(count, least);
    }
    return found;
}

/// In millimetres, as the keys of lengths are.
std::vector<Length> TomlTable::lengths(std::string_view key, std::size_t count, Length least, Length most) {
    std::vector<Length> found;
    for (auto const value : numbers(key, count, least.mm(), most.mm())) {
        found.push_back(Length::mm(value));
    }
    return found;
}

namespace {

void note_choice(TomlTable &table, std::string_view key, std::string_view value,
                 std::span<std::string_view const> choices) {
    std::string list;
    for (auto const &one : choices) {
        list += list.empty() ? "" : ", ";
        list += one;
    }
    table.note(key, "choice",
               words("“{}”为“{}”，只能是：{}", "'{}' is '{}', it must be one of: {}", key, value, list));
}

} // namespace

std::size_t TomlTable::choice_or(std::string_view key, std::size_t fallback,
                                 std::span<std::string_view const> choices) {
    if (!has(key)) {
        inner_->asked.emplace(key);
        return fallback;
    }
    auto const value = text_or(key, {});
    auto const found = std::find(choices.begin(), choices.end(), value);
    if (found != choices.end()) {
        return static_cast<std::size_t>(found - choices.begin());
    }
    note_choice(*this, key, value, choices);
    return fallback;
}

std::size_t TomlTable::choice(std::string_view key, std::span<std::string_view const> choices) {
    if (!has(key)) {
        note_missing(*this, key);
    }
    return choice_or(key, 0, choices);
}

std::vector<std::size_t> TomlTable::choices_or_none(std::string_view key,
                                                    std::span<std::string_view const> choices) {
    std::vector<std::size_t> places;
    for (auto const &value : texts_or_none(key)) {
        auto const found = std::find(choices.begin(), choices.end(), value);
        if (found == choices.end()) {
            note_choice(*this, key, value, choices);
        } else {
            places.push_back(static_cast<std::size_t>(found - choices.begin()));
        }
    }
    return places;
}

std::optional<TomlTable> TomlTable::table(std::string_view key) {
    inner_->asked.emplace(key);
    auto *node = inner_->table->get(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (!node->is_table()) {
        note_type(*this, key, {"一个表 [" + std::string{key} + "]", "a table [" + std::string{key} + "]"});
        return std::nullopt;
    }
    return TomlTable{std::make_shared<Inner>(Inner{inner_->file, node->as_table(), {}})};
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
    inner_->asked.emplace(key);
    std::vector<TomlTable> found;
    auto *node = inner_->table->get(key);
    if (node == nullptr) {
        return found;
    }
    auto *array = node->as_array();
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        if (auto *table = array->get(i)->as_table()) {
            found.push_back(TomlTable{std::make_shared<Inner>(Inner{inner_->file, table, {}})});
        }
    }
    if (array == nullptr || found.size() != array->size()) {
        note_type(*this, key,
                  {"若干个表 [[" + std::string{key} + "]]", "tables [[" + std::string{key} + "]]"});
    }
    return found;
}

void TomlTable::finish() {
    for (auto const &[key, node] : *inner_->table) {
        if (!inner_->asked.contains(key.str())) {
            note(key.str(), "unknown_key", words("不认识的键“{}”", "unknown key '{}'", key.str()));
        }
    }
}

TomlFile::TomlFile(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
TomlFile::TomlFile(TomlFile &&) noexcept = default;
TomlFile &TomlFile::operator=(TomlFile &&) noexcept = default;
TomlFile::~TomlFile() = default;

TomlFile TomlFile::parse(std::string_view text, std::string name) {
    auto inner = std::make_unique<Inner>(Inner{std::move(name), {}, {}});
    auto parsed = toml::parse(text, std::string_view{inner->name});
    if (parsed) {
        inner->root = std::move(parsed).table();
    } else {
        auto const &error = parsed.error();
        inner->findings.push_back({inner->name,
                                   static_cast<int>(error.source().begin.line),
                                   {},
                                   "syntax",
                                   words("TOML 语法错误：{}", "TOML syntax: {}", error.description())});
    }
    return TomlFile{std::move(inner)};
}

Result<TomlFile> TomlFile::read(std::filesystem::path const &path) {
    constexpr std::uintmax_t far_beyond_any_of_ours = 1U << 20U;
    auto bytes = read_file(path, far_beyond_any_of_ours);
    if (!bytes) {
        return std::move(bytes).fault();
    }
    return parse(as_text(*bytes), path.filename().string());
}

TomlTable TomlFile::root() {
    return TomlTable{std::make_shared<TomlTable::Inner>(TomlTable::Inner{inner_.get(), &inner_->root, {}})};
}

Findings const &TomlFile::findings() const {
    return inner_->findings;
}

std::string const &TomlFile::name() const {
    return inner_->name;
}

} // namespace base
