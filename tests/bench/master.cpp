// SPDX-License-Identifier: GPL-3.0-or-later
/// \file
/// The master photo: from a camera's picture of 24 megapixels, and from a file that is right already.
#include "photo/master.hpp"
#include "bench/bench.hpp"
#include "bench/people.hpp"
#include <stdexcept>
#include <turbojpeg.h>

namespace bench {

namespace {

/// Slow shades with a camera's noise, 6000x4000.
base::Bytes camera_jpeg() {
    constexpr int width = 6000;
    constexpr int height = 4000;
    base::Bytes rgb(static_cast<std::size_t>(width) * height * 3);
    std::uint32_t random = 1;
    for (std::size_t i = 0; i < rgb.size(); ++i) {
        random = random * 1664525U + 1013904223U;
        auto const x = i / 3 % width;
        auto const y = i / 3 / width;
        rgb[i] =
            static_cast<unsigned char>(60 + x / 50 + (y / 400 + x / 300) % 2 * 20 + random % 7 + i % 3 * 10);
    }
    auto *coder = tjInitCompress();
    unsigned char *file = nullptr;
    unsigned long size = 0;
    if (tjCompress2(coder, rgb.data(), width, 0, height, TJPF_RGB, &file, &size, TJSAMP_422, 93, 0) != 0) {
        throw std::runtime_error{"no camera picture"};
    }
    base::Bytes jpeg(file, file + size);
    tjFree(file);
    tjDestroy(coder);
    return jpeg;
}

/// libjpeg-turbo alone, at one part in \p shrink of the size.
class Decoder {
public:
    void decode(base::Bytes const &jpeg, int width, int height) {
        rgb_.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
        tjDecompress2(decoder_, jpeg.data(), jpeg.size(), rgb_.data(), width, 0, height, TJPF_RGB, 0);
        keep(rgb_.data());
    }

private:
    tjhandle decoder_ = tjInitDecompress();
    base::Bytes rgb_;
};

photo::Master made(base::Bytes const &jpeg) {
    auto master = photo::make_master(jpeg, {});
    if (auto const *refusal = std::get_if<photo::Refusal>(&master)) {
        throw std::runtime_error{refusal->message.en};
    }
    return std::get<photo::Master>(std::move(master));
}

} // namespace

void master(Report &report) {
    Decoder decoder;
    auto const camera = camera_jpeg();
    auto const large = once(5, [&] { keep(made(camera).jpeg.data()); });
    auto const large_floor = once(5, [&] { decoder.decode(camera, 1500, 1000); });
    report.add({"master-camera",
                {"两千四百万像素的相机照片做成主照片（CPU）；下限：libjpeg-turbo 以四分之一解码",
                 "master from a camera's 24 megapixels, CPU; floor: libjpeg-turbo decoding at a quarter"},
                large,
                large_floor});
    auto const &portraits = photos();
    auto const kept =
        side_by_side({[&](int i) { decoder.decode(*portraits[static_cast<std::size_t>(i)], 480, 640); },
                      [&](int i) {
                          if (!made(*portraits[static_cast<std::size_t>(i)]).kept) {
                              throw std::runtime_error{"a right file was not kept"};
                          }
                      }},
                     200, 3);
    report.add({"master-kept",
                {"已合格的照片，核对后原样保留（CPU）；下限：解码一次",
                 "a file that is right already, checked and kept, CPU; floor: decoding it once"},
                kept[1],
                kept[0]});
}

} // namespace bench
