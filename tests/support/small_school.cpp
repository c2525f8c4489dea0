// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/small_school.hpp"
#include "base/bytes.hpp"
#include "support/portrait.hpp"
#include "support/program.hpp"
#include <fmt/core.h>
#include <stdexcept>

namespace support {

namespace {

void sure_run(std::vector<std::string> const &arguments) {
    auto const run = platen(arguments);
    if (run.status != 0) {
        throw std::runtime_error{run.err};
    }
}

} // namespace

SmallSchool::SmallSchool(int people_per_class) {
    constexpr auto given = "建国秀英志强丽华文博雨桐";
    std::string rows = "学号,姓名,学院,班级\n";
    for (int cls = 0; cls < 4; ++cls) {
        for (int i = 0; i < people_per_class; ++i) {
            auto const number = fmt::format("2022{:02}{:04}", cls + 1, i + 1);
            auto const name =
                fmt::format("张{}", std::string{given}.substr(static_cast<std::size_t>(i % 12) * 3, 3));
            rows +=
                fmt::format("{},{},{},{}\n", number, name, cls < 2 ? "财经学院" : "法学院",
                            cls < 2 ? fmt::format("会计220{}", cls + 1) : fmt::format("法学220{}", cls - 1));
            auto const photo = portrait(static_cast<unsigned>(numbers_.size()));
            static_cast<void>(folder_.file("photos/" + number + ".jpg", base::as_text(photo)));
            numbers_.push_back(number);
        }
    }
    static_cast<void>(folder_.file("roster.csv", rows));
}

void SmallSchool::take_in() const {
    sure_run({"campaign", "create", "--school", "11832", "--name", "某大学", "--year", "2026", "--profile",
              "S0", "--store", store()});
    sure_run({"roster", "import", roster(), "--store", store()});
    sure_run({"photo", "import", photos(), "--store", store()});
}

} // namespace support
