// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/roster_zeros.hpp"
#include "desk/roster_text.hpp"
#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace desk {

namespace {

constexpr std::size_t most_zeros = 4;
/// Digits after the zeros that have to agree before a sibling counts as one.
constexpr std::size_t kinship = 3;

/// Length, zeros in front and the digits after them: what a number with zeros has in common with its
/// siblings.
std::string kin(std::string_view number, std::size_t zeros) {
    return std::to_string(zeros + number.size()) + ':' + std::to_string(zeros) + ':' +
           std::string{number.substr(0, kinship)};
}

/// How the numbers of a class or of the file are written.
struct Group {
    std::map<std::size_t, std::size_t> lengths, lengths_of_texts;
    std::size_t all = 0;

    void add(RosterDraft const &draft) {
        auto const length = draft.person.student_no.size();
        ++all;
        ++lengths[length];
        lengths_of_texts[length] += draft.student_no_was_number ? 0U : 1U;
    }
};

/// The length that at least \p percent of the group have.
std::optional<std::size_t> common_length(std::map<std::size_t, std::size_t> const &lengths, std::size_t all,
                                         std::size_t percent) {
    for (auto const &[length, count] : lengths) {
        if (count * 100 >= all * percent) {
            return length;
        }
    }
    return std::nullopt;
}

class ZeroFinder {
public:
    explicit ZeroFinder(std::vector<RosterDraft> const &drafts) {
        for (auto const &draft : drafts) {
            auto const &number = draft.person.student_no;
            if (!is_digits(number)) {
                continue;
            }
            file_.add(draft);
            classes_[class_key(draft)].add(draft);
            auto const zeros = number.find_first_not_of('0');
            if (zeros != std::string::npos && zeros > 0 && zeros <= most_zeros) {
                kin_.insert(kin(std::string_view{number}.substr(zeros), zeros));
            }
        }
    }

    [[nodiscard]] std::optional<std::size_t> wanted_length(RosterDraft const &draft) const {
        auto const &number = draft.person.student_no;
        if (!is_digits(number) || number.front() == '0' || number.size() < kinship) {
            return std::nullopt;
        }
        for (std::size_t zeros = 1; zeros <= most_zeros; ++zeros) {
            if (kin_.contains(kin(number, zeros))) {
                return number.size() + zeros;
            }
        }
        auto const length =
            draft.student_no_was_number ? length_of_text_siblings(draft) : length_of_file(draft);
        auto const lost = length && *length > number.size() && *length - number.size() <= most_zeros;
        return lost ? length : std::nullopt;
    }

private:
    static std::string class_key(RosterDraft const &draft) {
        return draft.person.unit + '\n' + draft.person.class_name;
    }

    [[nodiscard]] std::optional<std::size_t> length_of_text_siblings(RosterDraft const &draft) const {
        auto const &group = classes_.at(class_key(draft));
        constexpr std::size_t most = 60;
        auto const among_class = common_length(group.lengths_of_texts, group.all, most);
        return among_class ? among_class : common_length(file_.lengths_of_texts, file_.all, most);
    }

    /// A class that agrees on a shorter length has numbers of its own kind, not damage.
    [[nodiscard]] std::optional<std::size_t> length_of_file(RosterDraft const &draft) const {
        constexpr std::size_t nearly_all = 95;
        constexpr std::size_t enough_to_judge = 20;
        auto const &own = classes_.at(class_key(draft)).lengths;
        auto const alike = own.at(draft.person.student_no.size());
        if (file_.all < enough_to_judge || (own.size() == 1 && alike > 1)) {
            return std::nullopt;
        }
        return common_length(file_.lengths, file_.all, nearly_all);
    }

    Group file_;
    std::unordered_map<std::string, Group> classes_;
    std::unordered_set<std::string> kin_;
};

} // namespace

std::vector<LostZeros> find_lost_zeros(std::vector<RosterDraft> const &drafts) {
    ZeroFinder const finder{drafts};
    std::vector<LostZeros> found;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        if (auto const wanted = finder.wanted_length(drafts[i])) {
            found.push_back({i, *wanted});
        }
    }
    return found;
}

} // namespace desk
