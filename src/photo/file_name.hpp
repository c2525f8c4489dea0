// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Whose photo a file is, by its name. Colleges name files by student number, identity number, name, or any
/// of them in any order, with any separator or none. A photo on the wrong certificate is worse than a file
/// that a person has to rename: whatever contradicts itself is not matched.
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace photo {

struct Match {
    enum class Kind {
        none,          ///< nobody of the campaign
        one,           ///< persons has exactly one
        several,       ///< only a name, and several have it; or one number that several have
        contradiction, ///< the parts of the name point at different people
    };
    Kind kind = Kind::none;
    std::vector<std::size_t> persons; ///< all that are meant, ascending
};

/// A file name taken apart: full width folded, letters upper case, folder and picture extension gone.
struct FileNameParts {
    std::string stem;
    struct Run {
        std::size_t at = 0, length = 0;
    };
    std::vector<Run> numbers; ///< maximal runs of 0-9 A-Z with a digit in them
    std::vector<Run> words;   ///< maximal runs of anything else that is no separator
};
[[nodiscard]] FileNameParts split_file_name(std::string_view file_name);

/// The people of a campaign by everything that a file may be named after.
class NameIndex {
public:
    /// Empty parts are not known. \p person is the caller's and comes back in a Match.
    void add(std::size_t person, std::string_view student_no, std::string_view id_no, std::string_view name);
    [[nodiscard]] Match match(std::string_view file_name) const;

private:
    using Index = std::unordered_map<std::string, std::vector<std::size_t>>;
    struct Person {
        std::size_t number = 0;
        std::string id_no, name;
    };
    struct Evidence;

    [[nodiscard]] std::vector<std::size_t> const *with_number(std::string_view key) const;
    void take_numbers(FileNameParts const &parts, Evidence &evidence) const;
    bool take_halves(std::string_view run, Evidence &evidence) const;
    void take_names(FileNameParts const &parts, Evidence &evidence) const;
    [[nodiscard]] bool agrees(std::size_t place, Evidence const &evidence) const;
    [[nodiscard]] Match result(Match::Kind kind, std::vector<std::size_t> const &places) const;

    std::vector<Person> persons_;
    Index numbers_; ///< student and identity numbers, to places in persons_
    Index names_;
};

} // namespace photo
