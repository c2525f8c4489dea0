// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/faces.hpp"
#include <algorithm>
#include <dlib/image_processing.h>
#include <dlib/image_processing/frontal_face_detector.h>
#include <mutex>

namespace photo {

namespace {

using Grey = dlib::array2d<unsigned char>;

/// ITU-R BT.601 luma, as JPEG counts it.
void fill(Grey &grey, Picture const &picture) {
    grey.set_size(picture.height, picture.width);
    for (int y = 0; y < picture.height; ++y) {
        auto const *pixel = picture.at(0, y);
        for (int x = 0; x < picture.width; ++x, pixel += 3) {
            grey[y][x] =
                static_cast<unsigned char>((pixel[0] * 299 + pixel[1] * 587 + pixel[2] * 114 + 500) / 1000);
        }
    }
}

Face face_at(dlib::rectangle const &box, dlib::full_object_detection const &shape) {
    Face face;
    face.box = {static_cast<double>(box.left()), static_cast<double>(box.top()),
                static_cast<double>(box.width()), static_cast<double>(box.height())};
    for (unsigned long i = 0; i < face.marks.size(); ++i) {
        face.marks.at(i) = {static_cast<double>(shape.part(i).x()), static_cast<double>(shape.part(i).y())};
    }
    return face;
}

} // namespace

struct FaceFinder::Inner {
    std::mutex mutex; ///< the detector keeps its scratch space
    dlib::frontal_face_detector detector = dlib::get_frontal_face_detector();
    dlib::shape_predictor predictor;
};

FaceFinder::FaceFinder(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
FaceFinder::FaceFinder(FaceFinder &&) noexcept = default;
FaceFinder &FaceFinder::operator=(FaceFinder &&) noexcept = default;
FaceFinder::~FaceFinder() = default;

base::Result<FaceFinder> FaceFinder::load(std::filesystem::path const &model) {
    if (std::error_code error; !std::filesystem::exists(model, error)) {
        return base::fault(base::Trouble::not_found,
                           "没有人脸模型 {}，照片只能人工检查（请安装 libdlib-data）",
                           "the face model {} is not there, photos can be checked by people only "
                           "(install libdlib-data)",
                           model.string());
    }
    try {
        auto inner = std::make_unique<Inner>();
        dlib::deserialize(model.string()) >> inner->predictor;
        if (inner->predictor.num_parts() != Marks{}.size()) {
            return base::fault(base::Trouble::bad_input, "{} 不是 68 点的人脸模型",
                               "{} is no face model of 68 marks", model.string());
        }
        return FaceFinder{std::move(inner)};
    } catch (std::exception const &trouble) {
        return base::fault(base::Trouble::bad_input, "人脸模型 {} 读不出来：{}",
                           "the face model {} cannot be read: {}", model.string(), trouble.what());
    }
}

std::vector<Face> FaceFinder::find(Picture const &picture) const {
    constexpr int smallest = 80; // pixels: the detector's window
    if (picture.width < smallest || picture.height < smallest) {
        return {};
    }
    Grey grey;
    fill(grey, picture);
    std::lock_guard const lock{inner_->mutex};
    std::vector<Face> faces;
    for (auto const &box : inner_->detector(grey)) {
        faces.push_back(face_at(box, inner_->predictor(grey, box)));
    }
    std::ranges::sort(faces, std::ranges::greater{}, [](Face const &face) { return face.box.width; });
    return faces;
}

} // namespace photo
