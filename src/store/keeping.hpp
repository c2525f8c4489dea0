// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Whether what is kept is still what it was (domain facts 4.2: PREMIS, fixity check). Changes go through
/// Change::record.
#include "store/store.hpp"
#include <optional>
#include <vector>

namespace store {

/// An audit of kept files.
struct Fixity {
    std::string id;
    std::string scope; ///< all sample box class unit
    std::string place; ///< which box, class or unit; of a sample how many
    std::string seed;  ///< of a sample
    base::Instant begun_at, ended_at;
    std::string by, program;
    std::int64_t files = 0, bytes = 0, bad = 0;
    bool stopped = false; ///< before it was through; what it read is on record
};
/// The newest first.
base::Result<std::vector<Fixity>> fixities(Store const &store, std::size_t limit);
base::Result<std::optional<Fixity>> fixity(Store const &store, std::string const &id);

/// The last audit that read everything.
base::Result<std::optional<Fixity>> last_whole(Store const &store);

/// A file that is not what it was.
struct Damaged {
    std::string digest;
    std::string outcome; ///< missing changed unreadable
    std::string fixity;  ///< the audit that found it
    base::Instant found_at;
    std::string student_no, name; ///< whose it is; empty where it is nobody's photo
};
/// What is bad now, by digest, at most \p limit of them.
base::Result<std::vector<Damaged>> damaged(Store const &store, std::size_t limit);
base::Result<std::int64_t> count_damaged(Store const &store);
/// Of a person's photos and of those that their sheets were made with.
base::Result<std::vector<Damaged>> damaged_of(Store const &store, std::int64_t person);
/// What the audit found bad, by digest.
base::Result<std::vector<Damaged>> found_by(Store const &store, std::string const &fixity);

struct LastCheck {
    Fixity fixity;
    std::string
        outcome; ///< good missing changed unreadable; unknown: so many were bad that not each was named
};
/// The last audit that read the file. Nothing where none did, or where nothing names such a file.
base::Result<std::optional<LastCheck>> last_check(Store const &store, std::string const &digest);

/// Photos of those whose sheets lie in the box, in the volume of a class, or belong to a unit; camera's files
/// too. By digest.
base::Result<std::vector<std::string>> photos_in_box(Store const &store, std::string const &box);
base::Result<std::vector<std::string>> photos_of(Store const &store, std::int64_t campaign,
                                                 std::string const &unit, std::string const &class_name);
/// What an audit of a part read.
base::Result<> put_checked(Change &change, std::string const &fixity,
                           std::vector<std::string> const &digests);

} // namespace store
