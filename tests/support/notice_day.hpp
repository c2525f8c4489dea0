// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "support/program.hpp"
#include "support/temp_folder.hpp"
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace support {

/// Somebody made up who is to graduate. The ID number is good by its own arithmetic and nobody's.
struct Graduate {
    std::string number, name, unit, class_name, level;

    [[nodiscard]] std::string id_no() const;
    /// What their collection code holds, and what it shows beside.
    [[nodiscard]] std::string code() const;
    [[nodiscard]] std::string mask() const;
};

/// The bytes of a file; nothing where there is none.
[[nodiscard]] std::string bytes_of(std::filesystem::path const &file);

/// The words of a PDF.
[[nodiscard]] std::string words_of_pdf(std::filesystem::path const &file);

/// A campaign of one notice, with its roster, that is walked through as its people do: each step is a run of
/// the program.
class NoticeDay {
public:
    NoticeDay(std::string const &profile, std::string const &year, std::vector<Graduate> people);

    Run ask(std::vector<std::string> words) const;
    /// A step that has to go well, and its answer.
    nlohmann::json done(std::vector<std::string> const &words) const;
    /// A step that the notice forbids: exit status 7, and its row is named.
    void forbidden(std::vector<std::string> const &words, std::string const &row) const;

    /// Somebody's code is swiped, and where it is unknown it is typed what it shows.
    Run swipe(Graduate const &who, std::vector<std::string> const &more = {}) const;
    /// The code of one is swiped and said to be another's.
    Run swipe_as(Graduate const &code, Graduate const &who, std::vector<std::string> const &more = {}) const;
    /// Somebody's own code is swiped, and they come in.
    std::int64_t number_of(Graduate const &who, std::vector<std::string> const &more = {}) const;
    /// Every tick of the notice but one, as it should be.
    void look_over(std::int64_t number, std::string const &but = {}) const;
    /// A drawn face is taken for that number, and 陈老师 answers for whatever could not be seen of it.
    std::string shot(std::int64_t number, Graduate const &who, unsigned seed) const;
    /// Looked over, shot and confirmed.
    void captured(std::int64_t number, Graduate const &who, unsigned seed) const;
    /// What was shot of somebody is not their photo after all.
    void not_captured(Graduate const &who) const { photos_.erase(who.number); }
    /// A photo from elsewhere is taken in, with who took it.
    void imported(Graduate const &who, unsigned seed, std::string const &source,
                  std::vector<std::string> const &more = {}) const;

    /// The photos of all who were captured, in that folder under that name, byte for byte.
    void check_photos(std::filesystem::path const &in, std::string const &name) const;
    /// The wall balances, and what it says of a class is returned.
    [[nodiscard]] nlohmann::json balanced_wall(std::string const &class_name) const;
    /// All sheets of a unit are printed, handed over and received: their serials.
    std::vector<std::string> printed_and_received(std::string const &unit, std::string const &by,
                                                  std::size_t sheets) const;
    void check_ledger() const;

    [[nodiscard]] std::string store() const { return (folder / "store").string(); }
    [[nodiscard]] std::string prints() const { return "folder:" + (folder / "prints").string(); }

    TempFolder folder;
    std::vector<Graduate> people;

private:
    mutable std::map<std::string, std::string> photos_; ///< by student number
};

} // namespace support
