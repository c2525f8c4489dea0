// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/pinyin.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <memory>
#include <set>
#include <unicode/translit.h>
#include <unordered_map>

namespace base {

namespace {

constexpr std::size_t most_keys = 16;

using Readings = std::vector<std::string>;

/// Surnames that are read otherwise than the character alone.
Readings const &surname_readings(char32_t character) {
    static std::unordered_map<char32_t, Readings> const known{
        {U'单', {"shan"}},      {U'曾', {"zeng"}},       {U'解', {"xie"}},  {U'仇', {"qiu"}},
        {U'区', {"ou"}},        {U'查', {"zha"}},        {U'朴', {"piao"}}, {U'乐', {"yue"}},
        {U'翟', {"zhai"}},      {U'覃', {"qin", "tan"}}, {U'缪', {"miao"}}, {U'任', {"ren"}},
        {U'盖', {"ge"}},        {U'冼', {"xian"}},       {U'员', {"yun"}},  {U'种', {"chong"}},
        {U'召', {"shao"}},      {U'燕', {"yan"}},        {U'繁', {"po"}},   {U'华', {"hua"}},
        {U'应', {"ying"}},      {U'逄', {"pang"}},       {U'隗', {"wei"}},  {U'尉', {"yu"}},
        {U'万', {"mo"}},        {U'长', {"zhang"}},      {U'折', {"she"}},  {U'黑', {"he"}},
        {U'秘', {"bi"}},        {U'柏', {"bai"}},        {U'佟', {"tong"}}, {U'那', {"na"}},
        {U'石', {"shi"}},       {U'车', {"che"}},        {U'沈', {"shen"}}, {U'都', {"du"}},
        {U'宁', {"ning"}},      {U'哈', {"ha"}},         {U'洗', {"xian"}}, {U'祭', {"zhai"}},
        {U'钭', {"tou"}},       {U'晟', {"cheng"}},      {U'乜', {"nie"}},  {U'幺', {"yao"}},
        {U'教', {"jiao"}},      {U'俞', {"yu"}},         {U'卜', {"bu"}},   {U'令', {"ling"}},
        {U'牟', {"mu", "mou"}}, {U'费', {"fei", "bi"}},
    };
    static Readings const none;
    auto const found = known.find(character);
    return found == known.end() ? none : found->second;
}

icu::Transliterator const *latin() {
    static std::unique_ptr<icu::Transliterator> const made = [] {
        auto status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> one{
            icu::Transliterator::createInstance("Han-Latin; NFC; Lower", UTRANS_FORWARD, status)};
        return U_SUCCESS(status) ? std::move(one) : nullptr;
    }();
    return made.get();
}

/// One syllable without its tone; ü is left as it is.
std::string without_tone(std::u32string_view syllable) {
    static std::unordered_map<char32_t, char32_t> const plain{
        {U'ā', U'a'}, {U'á', U'a'}, {U'ǎ', U'a'}, {U'à', U'a'}, {U'ē', U'e'}, {U'é', U'e'}, {U'ě', U'e'},
        {U'è', U'e'}, {U'ī', U'i'}, {U'í', U'i'}, {U'ǐ', U'i'}, {U'ì', U'i'}, {U'ō', U'o'}, {U'ó', U'o'},
        {U'ǒ', U'o'}, {U'ò', U'o'}, {U'ū', U'u'}, {U'ú', U'u'}, {U'ǔ', U'u'}, {U'ù', U'u'}, {U'ǖ', U'ü'},
        {U'ǘ', U'ü'}, {U'ǚ', U'ü'}, {U'ǜ', U'ü'}, {U'ń', U'n'}, {U'ň', U'n'}, {U'ǹ', U'n'}};
    std::u32string letters;
    for (auto const c : syllable) {
        auto const found = plain.find(c);
        letters += found == plain.end() ? c : found->second;
    }
    return utf8(letters);
}

std::string replaced(std::string_view text, std::string_view what, char with) {
    std::string result;
    while (!text.empty()) {
        auto const found = text.starts_with(what);
        result += found ? with : text.front();
        text.remove_prefix(found ? what.size() : 1);
    }
    return result;
}

/// Readings of a character, each of plain letters; a letter or digit reads as itself, another sign as
/// nothing.
Readings read(char32_t character) {
    if (character < 0x80) {
        auto const c = static_cast<char>(character | 0x20U);
        auto const digit = character >= U'0' && character <= U'9';
        return (c >= 'a' && c <= 'z') || digit
                   ? Readings{std::string(1, digit ? static_cast<char>(character) : c)}
                   : Readings{};
    }
    if (latin() == nullptr) {
        return {};
    }
    icu::UnicodeString text{static_cast<UChar32>(character)};
    latin()->transliterate(text);
    std::string spelled;
    text.toUTF8String(spelled);
    auto const toneless = without_tone(characters(spelled));
    auto const reading = replaced(toneless, "ü", 'u'), with_v = replaced(toneless, "ü", 'v');
    auto const is_plain = std::ranges::all_of(reading, [](char c) { return c >= 'a' && c <= 'z'; });
    if (!is_plain || reading.empty()) {
        return {};
    }
    return with_v == reading ? Readings{reading} : Readings{reading, with_v};
}

/// Looked up once a character: a roster has few different ones.
Readings const &readings(char32_t character) {
    thread_local std::unordered_map<char32_t, Readings> known;
    auto const found = known.find(character);
    return found == known.end() ? known.emplace(character, read(character)).first->second : found->second;
}

/// A name that is being spelled: in full and by initials.
struct Spelling {
    std::string full, initials;
    friend auto operator<=>(Spelling const &, Spelling const &) = default;
};

} // namespace

std::vector<std::string> pinyin_keys(std::string_view name) {
    std::vector<Spelling> spellings{{}};
    auto is_surname = true;
    for (auto const character : characters(name)) {
        auto all = readings(character);
        if (is_surname) {
            for (auto const &other : surname_readings(character)) {
                if (std::ranges::find(all, other) == all.end()) {
                    all.push_back(other);
                }
            }
        }
        if (all.empty()) {
            continue;
        }
        is_surname = false;
        std::vector<Spelling> longer;
        for (auto const &spelling : spellings) {
            for (auto const &reading : all) {
                if (longer.size() < most_keys / 2) {
                    longer.push_back({spelling.full + reading, spelling.initials + reading.front()});
                }
            }
        }
        spellings = std::move(longer);
    }
    std::set<std::string> keys;
    for (auto &[full, initials] : spellings) {
        keys.insert(std::move(full));
        keys.insert(std::move(initials));
    }
    keys.erase("");
    return {keys.begin(), keys.end()};
}

std::string pinyin_query(std::string_view typed) {
    std::string key;
    for (auto const character : characters(half_width(typed))) {
        auto const is_gap = character == U' ' || character == U'\'' || character == U'-' || character == U'·';
        auto const lower = character < 0x80 ? static_cast<char>(character | 0x20U) : '\0';
        if (character == U'ü' || character == U'Ü') {
            key += 'v';
        } else if (lower >= 'a' && lower <= 'z' && character >= U'A') {
            key += lower;
        } else if (!is_gap) {
            return {};
        }
    }
    return key;
}

} // namespace base
