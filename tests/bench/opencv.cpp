// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/opencv.hpp"

#ifdef PLATEN_BENCH_OPENCV

#include "bench/bench.hpp"
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#include <opencv2/imgproc.hpp>
#pragma GCC diagnostic pop
#include <turbojpeg.h>

namespace bench {

std::function<void(base::Bytes const &)> opencv_layout() {
    cv::setNumThreads(1);
    return [decoder = tjInitDecompress(), photo = cv::Mat(640, 480, CV_8UC3), cell = cv::Mat{},
            page = cv::Mat(1240, 1844, CV_8UC3), rgb = cv::Mat{}](base::Bytes const &jpeg) mutable {
        tjDecompress2(decoder, jpeg.data(), jpeg.size(), photo.data, 480, static_cast<int>(photo.step), 640,
                      TJPF_BGR, 0);
        cv::resize(photo(cv::Rect{20, 0, 440, 640}), cell, {390, 567}, 0, 0, cv::INTER_LINEAR);
        page.setTo(cv::Scalar{255, 255, 255});
        for (int i = 0; i < 8; ++i) {
            cell.copyTo(page(cv::Rect{48 + i % 4 * 390, 55 + i / 4 * 567, 390, 567}));
        }
        cv::cvtColor(page, rgb, cv::COLOR_BGR2RGB);
        keep(rgb.data);
    };
}

} // namespace bench

#else

namespace bench {

std::function<void(base::Bytes const &)> opencv_layout() {
    return {};
}

} // namespace bench

#endif
