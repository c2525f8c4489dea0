// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Photos of a folder, each matched to a person by its name and made into a master. What is refused stays
/// where it is; nothing in the folder is ever changed.
#include "base/finding.hpp"
#include "desk/station.hpp"
#include <optional>

namespace desk {

struct PhotoImport {
    std::size_t files = 0;
    std::size_t accepted = 0;  ///< among them those that were accepted before, unchanged
    std::size_t refused = 0;   ///< for what they are
    std::size_t unmatched = 0; ///< nobody or several people could be meant
    base::Findings findings;   ///< one a file that was not accepted
};

/// Who took a photo (S1-34).
enum class Source {
    station,   ///< this station, or one beside it
    centre,    ///< another centre of whoever captures (补拍)
    online,    ///< whoever captures, online
    elsewhere, ///< anybody else
};
[[nodiscard]] std::string_view word_of(Source source);
[[nodiscard]] base::Words words_of(Source source);
/// station centre online elsewhere; nothing for any other word
[[nodiscard]] std::optional<Source> source_named(std::string_view word);

/// \param replace_reason why photos that were accepted before give way to these; empty: they do not
/// \return not_found where there is no such folder; not_allowed where the notice takes no photo of that
/// source \param old_because why photos are taken that are older than the notice lets them be; empty: they
/// are not
base::Result<PhotoImport> import_photos(Station &station, std::filesystem::path const &folder,
                                        std::string const &replace_reason, Source source = Source::station,
                                        std::string const &old_because = {});

/// A photo whose name says nothing: somebody compared the hand-filled card that came with it (S0-37).
struct MatchedPhoto {
    std::filesystem::path file;
    std::string student_no;
    std::string card; ///< its number; may be empty
    std::string replace_reason;
    std::string old_because{};
};
/// \return as import_photos, with the finding of the file if it was not accepted; not_found where there is no
/// such file or person
base::Result<PhotoImport> import_photo(Station &station, MatchedPhoto const &photo, Source source);

struct ExportedPhoto {
    store::Person person;
    std::string digest; ///< of the master
    std::string name;   ///< of its file
    std::uintmax_t bytes = 0;
};
struct PhotoExport {
    std::size_t files = 0;
    std::filesystem::path folder;
    std::vector<ExportedPhoto> photos{}; ///< by unit, class and student number
};

/// Writes every accepted master, byte for byte, under a name made from the template: {学号} {姓名} {身份证号}
/// {考生号} {学院} {班级} in any order, .jpg or .JPG at its end; an empty one is the profile's, or {学号}.
/// All names are checked before the first file is written. \return bad_input where two people would get one
/// name, a name is empty, or a different file of that name is there; not_allowed where the notice has them
/// proofread first (check_export)
base::Result<PhotoExport> export_photos(Station &station, std::filesystem::path const &folder,
                                        std::string const &name_template);

} // namespace desk
