// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// A page of 1844x1240 px as the three planes that a dye-sub printer of the dnp family wants.
#include "bench/bench.hpp"
#include "dnp/wire.hpp"
#include <algorithm>
#include <cstring>
#include <random>

namespace bench {

void planes(Report &report) {
    using namespace print::dnp;
    PageSettings settings;
    settings.size = *model_named("DS-RX1HS")->size(2);
    settings.finishes = true;
    auto const width = static_cast<std::size_t>(settings.raster_width());
    auto const height = static_cast<std::size_t>(settings.raster_height());
    std::vector<std::uint32_t> pixels(width * height);
    std::mt19937 random{1};
    std::generate(pixels.begin(), pixels.end(), [&] { return static_cast<std::uint32_t>(random()); });
    base::Raster const raster{settings.raster_width(), settings.raster_height(),
                              width * sizeof(std::uint32_t),
                              reinterpret_cast<unsigned char const *>(pixels.data())};
    base::Bytes stream;
    write_page(settings, raster, stream);
    base::Bytes const sent = stream;
    base::Bytes copy(sent.size());
    auto const times = side_by_side({[&](int) {
                                         write_page(settings, raster, stream);
                                         keep(stream.data());
                                     },
                                     [&](int) {
                                         std::memcpy(copy.data(), sent.data(), sent.size());
                                         keep(copy.data());
                                     }},
                                    200, 5);
    report.add({"planes",
                {"一页像素分成三个色版（CPU）；下限：复制同样多的字节",
                 "pixels of a page into three planes, CPU; floor: memcpy of as many bytes"},
                times[0],
                times[1],
                {},
                2.5,
                "ms",
                {{"mb", static_cast<double>(sent.size()) / 1e6}}});
}

} // namespace bench
