// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// The made-up school of the demonstration: its people, and the files that a real school would hand in, with
/// the mistakes that real ones have.
#include "base/bytes.hpp"
#include "base/progress.hpp"
#include "base/result.hpp"
#include <filesystem>
#include <string>
#include <vector>

namespace desk {

struct DemoPerson {
    std::string student_no, name, sex, id_type, id_no, birth; ///< birth as yyyymmdd
    std::string unit, class_name, major;
    bool at_the_lake = false; ///< on the .csv roster of the second campus
    bool from_abroad = false;
};

struct DemoSchool {
    std::string code, name, profile;
    int year = 0;
    std::vector<DemoPerson> people; ///< by student number
};

/// From data/demo/school.toml: the same people every time. \return bad_input where that file is wrong
base::Result<DemoSchool> read_demo_school(std::filesystem::path const &home);

/// What the school hands in.
struct DemoFiles {
    std::filesystem::path main_roster; ///< .xlsx
    std::filesystem::path lake_draft;  ///< .csv with three mistakes
    std::filesystem::path lake_roster; ///< .csv in GB18030
};
base::Result<DemoFiles> write_demo_rosters(DemoSchool const &school, std::filesystem::path const &folder);

/// Portraits named as colleges name them: by student number, by identity number, by everything. One person
/// has none, one file belongs to nobody, one breaks off in the middle. \return how many files there are
base::Result<std::size_t> write_demo_photos(DemoSchool const &school, std::filesystem::path const &folder,
                                            base::Progress &progress);
/// Which of the people has no photo among those files.
[[nodiscard]] std::size_t demo_latecomer(DemoSchool const &school);
/// What a camera makes of somebody: a JPEG, \p width by 4/3 of it, in pixels.
base::Result<base::Bytes> demo_portrait(DemoPerson const &person, int width);

} // namespace desk
