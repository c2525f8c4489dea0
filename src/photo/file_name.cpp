// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/file_name.hpp"
#include "base/text.hpp"
#include "photo/surnames.hpp"
#include <algorithm>
#include <iterator>

namespace photo {

namespace {

using Places = std::vector<std::size_t>;

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

bool is_number_character(char32_t c) {
    return is_digit(c) || (c >= U'A' && c <= U'Z');
}

/// Everything ASCII that is neither letter nor digit, and the signs that input methods put in its place. The
/// dots within names of minorities are separators too; names are compared without them.
bool is_separator(char32_t c) {
    constexpr std::u32string_view others =
        U"\u00A0\u00B7\u2022\u2027\u22C5\u30FB\uFF65\u3000\u3001\u3002\uFE0F"
        U"\u2010\u2011\u2012\u2013\u2014\u2015\u300A\u300B\u3010\u3011\u2018"
        U"\u2019\u201C\u201D\u2212\uFFFD";
    return (c < 0x80 && !is_number_character(c)) || others.find(c) != std::u32string_view::npos;
}

char32_t folded(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) {
        c -= 0xFEE0;
    }
    return c >= U'a' && c <= U'z' ? c - U'a' + U'A' : c;
}

std::u32string folded_characters(std::string_view text) {
    auto all = base::characters(base::nfc(text));
    std::transform(all.begin(), all.end(), all.begin(), folded);
    return all;
}

std::string without_separators(std::u32string_view text) {
    std::u32string kept;
    std::copy_if(text.begin(), text.end(), std::back_inserter(kept),
                 [](char32_t c) { return !is_separator(c); });
    return base::utf8(kept);
}

std::string number_key(std::string_view number) {
    return base::utf8(folded_characters(base::trimmed(number)));
}

std::string name_key(std::string_view name) {
    return without_separators(folded_characters(name));
}

std::string_view stem_of(std::string_view file_name) {
    auto const folder = file_name.find_last_of('/');
    file_name.remove_prefix(folder == std::string_view::npos ? 0 : folder + 1);
    auto const dot = file_name.find_last_of('.');
    if (dot == std::string_view::npos) {
        return file_name;
    }
    auto const extension = base::upper_ascii(file_name.substr(dot + 1));
    return extension == "JPG" || extension == "JPEG" || extension == "JPE" ? file_name.substr(0, dot)
                                                                           : file_name;
}

Places common(Places const &a, Places const &b) {
    Places both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
}

Places together(Places const &a, Places const &b) {
    Places all;
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
    return all;
}

bool looks_like_id(std::string_view run) {
    return run.size() == 18 && std::all_of(run.begin(), run.end() - 1,
                                           [](char c) { return is_digit(static_cast<unsigned char>(c)); });
}

/// Letters alone are a word: part of a name in Latin letters, or a remark.
void take_run(FileNameParts &parts, std::u32string_view run, std::size_t at) {
    auto const has_digit = std::any_of(run.begin(), run.end(), is_digit);
    (has_digit ? parts.numbers : parts.words).push_back({at, run.size()});
}

} // namespace

/// What has been found in one file name so far.
struct NameIndex::Evidence {
    std::vector<Places> keys; ///< one set of people for each number that is known
    std::string unknown_id;   ///< a whole identity number that nobody of the campaign has
    std::vector<Places> names;
    std::vector<std::string> words; ///< everything that is not a number, key by key
};

FileNameParts split_file_name(std::string_view file_name) {
    FileNameParts parts;
    auto const all = folded_characters(stem_of(file_name));
    for (std::size_t i = 0; i < all.size();) {
        auto const start = i;
        auto const at = parts.stem.size();
        if (is_separator(all[i])) {
            ++i;
        } else if (is_number_character(all[i])) {
            i = static_cast<std::size_t>(std::find_if_not(all.begin() + static_cast<std::ptrdiff_t>(i),
                                                          all.end(), is_number_character) -
                                         all.begin());
            take_run(parts, std::u32string_view{all}.substr(start, i - start), at);
        } else {
            while (i < all.size() && !is_separator(all[i]) && !is_number_character(all[i])) {
                ++i;
            }
            parts.words.push_back({at, base::utf8(std::u32string_view{all}.substr(start, i - start)).size()});
        }
        parts.stem += base::utf8(std::u32string_view{all}.substr(start, i - start));
    }
    return parts;
}

void NameIndex::add(std::size_t person, std::string_view student_no, std::string_view id_no,
                    std::string_view name) {
    auto const place = persons_.size();
    persons_.push_back({person, number_key(id_no), name_key(name)});
    auto const note = [place](Index &index, std::string const &key) {
        if (auto &places = index[key]; places.empty() || places.back() != place) {
            places.push_back(place);
        }
    };
    if (auto const key = number_key(student_no); !key.empty()) {
        note(numbers_, key);
    }
    if (auto const &key = persons_.back().id_no; !key.empty()) {
        note(numbers_, key);
    }
    if (auto const &key = persons_.back().name; !key.empty()) {
        note(names_, key);
    }
}

std::vector<std::size_t> const *NameIndex::with_number(std::string_view key) const {
    auto const found = numbers_.find(std::string{key});
    return found == numbers_.end() ? nullptr : &found->second;
}

bool NameIndex::take_halves(std::string_view run, Evidence &evidence) const {
    for (std::size_t cut = 1; cut < run.size(); ++cut) {
        auto const *first = with_number(run.substr(0, cut));
        auto const *second = first == nullptr ? nullptr : with_number(run.substr(cut));
        if (second != nullptr) {
            evidence.keys.push_back(*first);
            evidence.keys.push_back(*second);
            return true;
        }
    }
    return false;
}

/// Numbers with separators of their own (2021-0017) are looked for as several runs with what stands between.
void NameIndex::take_numbers(FileNameParts const &parts, Evidence &evidence) const {
    constexpr std::size_t longest_chain = 5;
    auto const &runs = parts.numbers;
    std::string_view const stem = parts.stem;
    for (std::size_t i = 0; i < runs.size();) {
        std::size_t taken = 0;
        for (auto n = std::min(longest_chain, runs.size() - i); n > 0 && taken == 0; --n) {
            auto const &last = runs[i + n - 1];
            auto const key = stem.substr(runs[i].at, last.at + last.length - runs[i].at);
            if (auto const *places = with_number(key)) {
                evidence.keys.push_back(*places);
                taken = n;
            }
        }
        auto const run = stem.substr(runs[i].at, runs[i].length);
        if (taken == 0 && !take_halves(run, evidence) && looks_like_id(run)) {
            evidence.unknown_id = run;
        }
        i += std::max<std::size_t>(taken, 1);
    }
}

/// Names of several words are looked for with and without the words beside them.
void NameIndex::take_names(FileNameParts const &parts, Evidence &evidence) const {
    constexpr std::size_t longest_chain = 6;
    auto const &runs = parts.words;
    std::string_view const stem = parts.stem;
    for (auto const &run : runs) {
        auto const word = stem.substr(run.at, run.length);
        evidence.words.push_back(names_.contains(std::string{word}) ? std::string{word}
                                                                    : without_remarks(word));
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        std::string joined;
        for (std::size_t n = i; n < std::min(runs.size(), i + longest_chain); ++n) {
            joined += evidence.words[n];
            if (auto const found = names_.find(joined); found != names_.end()) {
                evidence.names.push_back(found->second);
            }
        }
    }
}

/// Whether nothing in the file name says that it is somebody else's.
bool NameIndex::agrees(std::size_t place, Evidence const &evidence) const {
    auto const &person = persons_[place];
    if (!evidence.unknown_id.empty() && looks_like_id(person.id_no) && person.id_no != evidence.unknown_id) {
        return false;
    }
    std::string all;
    for (auto const &word : evidence.words) {
        all += word;
    }
    if (person.name.empty() || all == person.name) {
        return true;
    }
    auto const named = std::any_of(evidence.names.begin(), evidence.names.end(), [&](Places const &places) {
        return std::binary_search(places.begin(), places.end(), place);
    });
    if (named) {
        return true;
    }
    return evidence.names.empty() &&
           std::none_of(evidence.words.begin(), evidence.words.end(),
                        [&](std::string const &word) { return looks_like_name(word); });
}

Match NameIndex::result(Match::Kind kind, Places const &places) const {
    Match match{kind, {}};
    for (auto place : places) {
        match.persons.push_back(persons_[place].number);
    }
    std::sort(match.persons.begin(), match.persons.end());
    return match;
}

Match NameIndex::match(std::string_view file_name) const {
    auto const parts = split_file_name(file_name);
    Evidence evidence;
    take_numbers(parts, evidence);
    take_names(parts, evidence);
    auto const by_name = evidence.keys.empty();
    auto const &sets = by_name ? evidence.names : evidence.keys;
    if (sets.empty() || (by_name && !evidence.unknown_id.empty())) {
        return {};
    }
    auto meant = sets.front();
    Places all;
    for (auto const &places : sets) {
        meant = common(meant, places);
        all = together(all, places);
    }
    if (meant.empty()) {
        return result(Match::Kind::contradiction, all);
    }
    Places agreeing;
    std::copy_if(meant.begin(), meant.end(), std::back_inserter(agreeing),
                 [&](std::size_t place) { return agrees(place, evidence); });
    if (agreeing.empty()) {
        for (auto const &places : evidence.names) {
            meant = together(meant, places);
        }
        return result(Match::Kind::contradiction, meant);
    }
    return result(agreeing.size() == 1 ? Match::Kind::one : Match::Kind::several, agreeing);
}

} // namespace photo
