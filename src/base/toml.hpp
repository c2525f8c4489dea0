// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Reading of the TOML files that people write: layouts, profiles, specs, printer models. Shape is checked
/// while reading (unknown key, wrong type, out of range), every mistake is noted with its line, and the
/// reading goes on.
#include "base/finding.hpp"
#include "base/length.hpp"
#include "base/result.hpp"
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>

namespace base {

class TomlFile;

/// One table of a file. Every read marks its key as known; finish() notes the keys that nobody read.
/// Borrowed from its TomlFile and not to outlive it.
class TomlTable {
public:
    [[nodiscard]] bool has(std::string_view key) const;
    /// Line of the key, or of the table where the key is missing.
    [[nodiscard]] int line(std::string_view key = {}) const;

    [[nodiscard]] std::vector<std::string> keys() const; ///< in the order of the alphabet

    std::string text(std::string_view key); ///< required
    std::string text_or(std::string_view key, std::string fallback);
    std::int64_t whole(std::string_view key, std::int64_t least, std::int64_t most);
    std::int64_t whole_or(std::string_view key, std::int64_t fallback, std::int64_t least, std::int64_t most);
    bool flag_or(std::string_view key, bool fallback);
    double number_or(std::string_view key, double fallback, double least, double most);
    Length length(std::string_view key, Length least, Length most); ///< written in millimetres
    Length length_or(std::string_view key, Length fallback, Length least, Length most);
    std::vector<std::string> texts_or_none(std::string_view key);
    std::vector<std::int64_t> wholes(std::string_view key, std::int64_t least, std::int64_t most);
    std::vector<double> numbers(std::string_view key, std::size_t count, double least, double most);
    std::vector<Length> lengths(std::string_view key, std::size_t count, Length least, Length most);
    /// One of the named choices, as its place in the list; the first where it is missing or wrong.
    std::size_t choice(std::string_view key, std::span<std::string_view const> choices);
    std::size_t choice_or(std::string_view key, std::size_t fallback,
                          std::span<std::string_view const> choices);
    std::size_t choice(std::string_view key, std::initializer_list<std::string_view> choices) {
        return choice(key, std::span{choices.begin(), choices.size()});
    }
    std::size_t choice_or(std::string_view key, std::size_t fallback,
                          std::initializer_list<std::string_view> choices) {
        return choice_or(key, fallback, std::span{choices.begin(), choices.size()});
    }
    /// Each text of a list as its place among the choices; those that are none are noted and left out.
    std::vector<std::size_t> choices_or_none(std::string_view key, std::span<std::string_view const> choices);

    std::optional<TomlTable> table(std::string_view key); ///< [key], nothing where it is missing
    std::vector<TomlTable> tables(std::string_view key);  ///< [[key]]
    /// Notes every key that was not asked for.
    void finish();

    /// Notes a mistake that only sense shows, at the line of \p key.
    void note(std::string_view key, std::string kind, Words message);

private:
    friend class TomlFile;
    struct Inner;
    explicit TomlTable(std::shared_ptr<Inner> inner) : inner_{std::move(inner)} {}
    std::shared_ptr<Inner> inner_;
};

/// A parsed file with the findings collected so far.
class TomlFile {
public:
    /// \p name is what findings call the file.
    static TomlFile parse(std::string_view text, std::string name);
    static Result<TomlFile> read(std::filesystem::path const &path);
    TomlFile(TomlFile &&) noexcept;
    TomlFile &operator=(TomlFile &&) noexcept;
    ~TomlFile();

    TomlTable root();
    [[nodiscard]] Findings const &findings() const;
    [[nodiscard]] std::string const &name() const;

    struct Inner;

private:
    explicit TomlFile(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

} // namespace base
