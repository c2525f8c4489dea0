// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/profile_page.hpp"
#include "base/text.hpp"

namespace cli {

using base::Language;

namespace {

/// What is never torn apart: a word of Latin letters, or one other character with what closes behind it.
std::vector<std::string> pieces_of(std::string_view text) {
    static constexpr std::u32string_view closing = U"，。；：、？！）】》”’…,;:)";
    std::vector<std::u32string> pieces;
    bool in_word = false;
    for (auto const character : base::characters(text)) {
        bool const latin = character > U' ' && character < 0x7f;
        bool const closes = closing.find(character) != std::u32string_view::npos;
        if (!pieces.empty() && ((latin && in_word) || closes)) {
            pieces.back() += character;
        } else {
            pieces.emplace_back(1, character);
        }
        in_word = latin;
    }
    std::vector<std::string> all;
    all.reserve(pieces.size());
    for (auto const &piece : pieces) {
        all.push_back(base::utf8(piece));
    }
    return all;
}

std::string padded(std::string const &text, std::size_t columns) {
    auto const has = base::columns_of(text);
    return text + std::string(has < columns ? columns - has : 1, ' ');
}

/// One language's page, line by line.
class Page {
public:
    Page(Language language, std::size_t columns) : language_{language}, columns_{columns} {}

    void plain(std::string const &text) {
        for (auto const &line : wrapped(text, columns_)) {
            lines_.push_back(line);
        }
    }
    void blank() { lines_.emplace_back(); }
    void section(policy::Section const &section) {
        if (section.lines.empty()) {
            return;
        }
        blank();
        lines_.push_back(policy::heading(section.part).in(language_));
        for (auto const &line : section.lines) {
            add(line);
        }
    }
    [[nodiscard]] std::vector<std::string> take() { return std::move(lines_); }

private:
    static constexpr std::size_t row_columns = 9, kind_columns_zh = 6, kind_columns_en = 11;

    void add(policy::Line const &line) {
        auto const zh = language_ == Language::zh;
        head_ = "  " + padded(line.rule == nullptr ? "—" : line.rule->row, row_columns);
        head_ += padded(line.rule == nullptr ? "" : policy::title(line.rule->kind).in(language_),
                        zh ? kind_columns_zh : kind_columns_en);
        for (auto const &text : line.texts) {
            hang(text.in(language_));
        }
        if (line.quoted && line.rule != nullptr) {
            hang("“" + line.rule->words + "”");
            auto const &note = line.rule->note.in(language_);
            hang(note.empty() ? "" : (zh ? "注：" : "Note: ") + note);
        }
    }
    /// The text beside what heads it, or below where that is used up.
    void hang(std::string const &text) {
        auto const indent = base::columns_of(head_);
        for (auto const &part : wrapped(text, columns_ - indent)) {
            lines_.push_back(head_ + part);
            head_ = std::string(indent, ' ');
        }
    }

    Language language_;
    std::size_t columns_;
    std::string head_;
    std::vector<std::string> lines_;
};

} // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
    std::vector<std::string> lines;
    std::string line;
    for (auto const &piece : pieces_of(text)) {
        if (!line.empty() && base::columns_of(line) + base::columns_of(piece) > columns) {
            lines.emplace_back(base::trimmed(line));
            line.clear();
        }
        line += line.empty() && piece == " " ? "" : piece;
    }
    if (!line.empty()) {
        lines.push_back(line);
    }
    return lines;
}

std::vector<std::string> profile_page(policy::Profile const &profile, Language language,
                                      std::size_t columns) {
    Page page{language, columns};
    page.plain(profile.name + "  " + profile.title.in(language));
    page.plain((language == Language::zh ? "出自 " : "from ") + profile.notice.in(language));
    for (auto const &section : policy::page(profile)) {
        page.section(section);
    }
    page.blank();
    page.plain(base::words("共 {} 条；“—”是通知没有规定、由程序定的",
                           "{} rules; a dash is what the notice leaves open and the program decides",
                           profile.rules.size())
                   .in(language));
    return page.take();
}

} // namespace cli
