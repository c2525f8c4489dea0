// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// Where the faces of a picture are. dlib behind one class; its headers are included by faces.cpp only.
/// Nothing that is found here is kept beyond the check of one picture: no templates (GB/T 35273).
#include "base/result.hpp"
#include "photo/picture.hpp"
#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace photo {

struct Point {
    double x = 0, y = 0; ///< pixels from the top left
};

/// 68 marks in the order of the iBUG 300-W set: 0-16 jaw from the picture's left ear, 17-26 brows, 27-35
/// nose, 36-41 and 42-47 eyes, 48-59 lips outside, 60-67 lips inside.
using Marks = std::array<Point, 68>;

struct Face {
    Area box;
    Marks marks;
};

/// Finds frontal faces of at least 80 pixels.
class FaceFinder {
public:
    /// Takes about a second. \return not_found where the file of the model is not installed
    static base::Result<FaceFinder> load(std::filesystem::path const &model = standard_model);
    FaceFinder(FaceFinder &&) noexcept;
    FaceFinder &operator=(FaceFinder &&) noexcept;
    ~FaceFinder();

    /// The largest first. Any thread may ask; they take turns.
    [[nodiscard]] std::vector<Face> find(Picture const &picture) const;

    /// Debian's libdlib-data.
    static constexpr auto standard_model = "/usr/share/dlib/shape_predictor_68_face_landmarks.dat";

private:
    struct Inner;
    explicit FaceFinder(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

/// What a face measures, in pixels of its picture unless told otherwise.
struct FaceMeasures {
    double eyes_y = 0;     ///< middle of both eyes
    double width = 0;      ///< from cheek to cheek at the height of the ears
    double centre_x = 0;   ///< between the cheeks
    double chin_y = 0;     ///< lowest point of the jaw
    double tilt = 0;       ///< degrees that the line of the eyes falls to the right
    double turn = 0;       ///< how far the nose is from the middle of the cheeks; 0 frontal, 1 profile
    double eyes_open = 0;  ///< height of the narrower eye by its width
    double lips_open = 0;  ///< gap between the lips by the mouth's width
    Area eyes, mouth, jaw; ///< where these are
};
[[nodiscard]] FaceMeasures measured(Marks const &marks);

} // namespace photo
