// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/search.hpp"
#include "base/text.hpp"
#include "store/custody.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace desk {

namespace {

/// What was asked, taken apart.
struct Question {
    std::string key;  ///< what is looked for; empty: everybody of the scope
    std::string tail; ///< last six of an identity number
    store::SearchScope scope;
};

std::vector<std::string> words_of(std::string_view query) {
    std::vector<std::string> words{{}};
    for (auto const character : base::characters(query)) {
        if (character == U' ' || character == U'\t' || character == U'\u3000') {
            words.emplace_back();
        } else {
            words.back() += base::utf8(std::u32string_view{&character, 1});
        }
    }
    std::erase(words, "");
    return words;
}

/// 2026 or 2026届; 0 where it is no year of graduation.
int year_of(std::string_view word) {
    auto digits = word;
    if (auto const at = digits.find("届"); at != std::string_view::npos) {
        digits = digits.substr(0, at);
    }
    auto const is_year = digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20")) &&
                         std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    return is_year ? std::stoi(std::string{digits}) : 0;
}

bool is_tail(std::string_view word) {
    return word.size() == 6 &&
           std::ranges::all_of(word.substr(0, 5), [](char c) { return c >= '0' && c <= '9'; }) &&
           (word[5] == 'x' || word[5] == 'X' || (word[5] >= '0' && word[5] <= '9'));
}

/// Takes year, unit and last six out of the words; what is left is looked for. A single word that is no year
/// and no unit is looked for as it is.
base::Result<Question> understood(store::Store const &store, std::string const &query) {
    Question question;
    auto words = words_of(query);
    if (auto const found = std::ranges::find_if(words, [](auto const &word) { return year_of(word) != 0; });
        found != words.end()) {
        question.scope.year = year_of(*found);
        words.erase(found);
    }
    for (auto word = words.begin(); word != words.end(); ++word) {
        auto units = store::units_named(store, *word, question.scope.year);
        if (!units) {
            return std::move(units).fault();
        }
        if (!units->empty()) {
            question.scope.units = std::move(*units);
            words.erase(word);
            break;
        }
    }
    if (auto const found = std::ranges::find_if(words, is_tail); found != words.end() && words.size() > 1) {
        question.tail = *found;
        words.erase(found);
    }
    question.key = fmt::format("{}", fmt::join(words, " "));
    return question;
}

base::Result<std::vector<store::Hit>> answers(store::Store const &store, Question const &question,
                                              std::size_t limit) {
    if (question.key.empty()) {
        return store::people_in(store, question.scope, limit);
    }
    return question.tail.empty()
               ? store::find(store, question.key, limit, question.scope)
               : store::find_by_tail(store, question.key, question.tail, limit, question.scope);
}

/// A college's own people only, whatever unit was asked for.
void narrow(Question &question, std::optional<std::int64_t> unit) {
    if (unit) {
        auto const asks_another =
            !question.scope.units.empty() &&
            std::ranges::find(question.scope.units, *unit) == question.scope.units.end();
        question.scope.units = {asks_another ? -1 : *unit};
    }
}

} // namespace

base::Result<std::vector<store::Hit>> find_sheets(Station &station, std::string const &query,
                                                  std::size_t limit, std::optional<std::int64_t> unit) {
    auto const wanted = base::nfc(base::trimmed(query));
    if (wanted.empty()) {
        return base::fault(base::Trouble::usage,
                           "要找什么？给出学号、姓名或拼音、证书编号、序列号、档号、盒号，或者届别和单位",
                           "find what? Give a student number, a name or its pinyin, a certificate number, a "
                           "serial, a reference, a box, or a year and a unit");
    }
    auto question = understood(station.store(), wanted);
    if (!question) {
        return std::move(question).fault();
    }
    // What was typed as one is tried as one first: a student number may look like a year.
    narrow(*question, unit);
    store::SearchScope whole;
    whole.units = unit ? std::vector<std::int64_t>{*unit} : std::vector<std::int64_t>{};
    auto hits = question->key == wanted ? answers(station.store(), *question, limit)
                                        : store::find(station.store(), wanted, limit, whole);
    if (hits && hits->empty() && question->key != wanted) {
        hits = answers(station.store(), *question, limit);
    }
    if (!hits) {
        return hits;
    }
    for (auto &hit : *hits) {
        store::Sheet sheet;
        sheet.holder = hit.holder;
        sheet.place = hit.place;
        if (auto name = store::place_name(station.store(), sheet)) {
            hit.place = *name;
        }
    }
    return hits;
}

} // namespace desk
