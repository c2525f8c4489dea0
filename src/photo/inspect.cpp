// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/advice.hpp"
#include "photo/checks.hpp"
#include "photo/clothes.hpp"
#include <algorithm>
#include <cmath>

namespace photo {

namespace {

using enum CheckKind;

Area doubled(Area const &half) {
    return {2 * half.x, 2 * half.y, 2 * half.width, 2 * half.height};
}
Area halved(Area const &whole) {
    return {whole.x / 2, whole.y / 2, whole.width / 2, whole.height / 2};
}
Area a_line(double y, Picture const &picture) {
    return {0, std::clamp(y - 1, 0.0, picture.height - 2.0), static_cast<double>(picture.width), 2};
}

int luma(unsigned char const *pixel) {
    return (pixel[0] * 299 + pixel[1] * 587 + pixel[2] * 114 + 500) / 1000;
}

/// A part of the picture as whole pixels that have neighbours.
struct Pixels {
    Pixels(Area const &area, Picture const &picture)
        : left{std::clamp(static_cast<int>(area.x), 1, picture.width - 2)}, top{std::clamp(
                                                                                static_cast<int>(area.y), 1,
                                                                                picture.height - 2)},
          right{std::clamp(static_cast<int>(area.x + area.width), left + 1, picture.width - 1)},
          bottom{std::clamp(static_cast<int>(area.y + area.height), top + 1, picture.height - 1)} {}
    [[nodiscard]] double count() const { return static_cast<double>(right - left) * (bottom - top); }
    int left, top, right, bottom;
};

/// How much finest detail there is by how much contrast there is: falls with every blur, whatever the light.
double sharpness(Picture const &picture, Area const &face) {
    Pixels const part{face, picture};
    double detail = 0, sum = 0, squares = 0;
    for (int y = part.top; y < part.bottom; ++y) {
        for (int x = part.left; x < part.right; ++x) {
            auto const here = luma(picture.at(x, y));
            detail += std::abs(4 * here - luma(picture.at(x - 1, y)) - luma(picture.at(x + 1, y)) -
                               luma(picture.at(x, y - 1)) - luma(picture.at(x, y + 1)));
            sum += here;
            squares += here * here;
        }
    }
    auto const mean = sum / part.count();
    auto const spread = std::sqrt(std::max(squares / part.count() - mean * mean, 1.0));
    return detail / part.count() / spread * 100;
}

Lab mean(LabPicture const &half, Area const &area) {
    Lab sum;
    float count = 0;
    auto const from_y = std::max(static_cast<int>(area.y), 0), from_x = std::max(static_cast<int>(area.x), 0);
    for (int y = from_y; y < std::min(static_cast<int>(area.y + area.height) + 1, half.height); ++y) {
        for (int x = from_x; x < std::min(static_cast<int>(area.x + area.width) + 1, half.width); ++x) {
            auto const &colour = half.at(x, y);
            sum = {sum.l + colour.l, sum.a + colour.a, sum.b + colour.b};
            ++count;
        }
    }
    return count > 0 ? Lab{sum.l / count, sum.a / count, sum.b / count} : Lab{};
}

/// Between eye and corner of the mouth, on the side that \p side marks: -1 left, 1 right in the picture.
Area cheek(FaceMeasures const &face, double side) {
    auto const size = face.width * 0.16;
    auto const middle = face.mouth.x + face.mouth.width / 2 + side * face.width * 0.24;
    auto const bottom_of_eyes = face.eyes.y + face.eyes.height;
    auto const height = std::max((face.mouth.y - bottom_of_eyes) * 0.6, 4.0);
    return {middle - size / 2, bottom_of_eyes + (face.mouth.y - bottom_of_eyes) * 0.3, size, height};
}

/// Share of the mouth's inside that is as light as \p skin and much less red: teeth.
double teeth(LabPicture const &half, Marks const &marks, Lab const &skin) {
    auto const left = std::max(static_cast<int>(marks.at(60).x / 2), 0);
    auto const right = std::min(static_cast<int>(marks.at(64).x / 2), half.width - 1);
    auto const top = std::max(static_cast<int>(std::min(marks.at(61).y, marks.at(63).y) / 2), 0);
    auto const bottom =
        std::min(static_cast<int>(std::max(marks.at(65).y, marks.at(67).y) / 2), half.height - 1);
    int found = 0, count = 0;
    for (int y = top; y <= bottom; ++y) {
        for (int x = left; x <= right; ++x) {
            auto const &colour = half.at(x, y);
            found += colour.l > skin.l * 0.7F && colour.a < skin.a * 0.72F ? 1 : 0;
            ++count;
        }
    }
    return count > 0 ? static_cast<double>(found) / count : 0;
}

/// Share of both pupils that is as red as light thrown back by the retina.
double redness(Picture const &picture, Marks const &marks) {
    int red = 0, count = 0;
    for (std::size_t const eye : {36U, 42U}) {
        auto const &outer = marks.at(eye), &inner = marks.at(eye + 3);
        auto const x0 = (outer.x + inner.x) / 2, y0 = (outer.y + inner.y) / 2;
        auto const reach = std::max(std::abs(inner.x - outer.x) * 0.12, 2.0);
        Pixels const part{{x0 - reach, y0 - reach, 2 * reach, 2 * reach}, picture};
        for (int y = part.top; y < part.bottom; ++y) {
            for (int x = part.left; x < part.right; ++x) {
                auto const *pixel = picture.at(x, y);
                red += pixel[0] > 80 && pixel[0] > 1.8 * std::max(pixel[1], pixel[2]) ? 1 : 0;
                ++count;
            }
        }
    }
    return count > 0 ? static_cast<double>(red) / count : 0;
}

class Inspector {
public:
    Inspector(Picture const &picture, std::vector<Face> const &faces, Spec const &spec, Look const &look)
        : picture_{picture}, faces_{faces}, spec_{spec}, look_{look}, half_{halved_lab(picture)},
          face_{faces.empty() ? FaceMeasures{} : measured(faces.front().marks)},
          backdrop_{
              find_backdrop(half_, faces.empty() ? half_.height / 3 : static_cast<int>(face_.eyes_y / 2))} {
        for (std::size_t i = 0; i < check_kinds; ++i) {
            auto const kind = static_cast<CheckKind>(i);
            found_.checks.push_back({kind, Verdict::unknown, {}, spec.band(kind), {}, {}});
        }
        found_.faces = faces.size();
    }

    Inspection all() {
        set(one_face, static_cast<double>(faces_.size()), faces_.size() > 1 ? faces_[1].box : Area{});
        check_backdrop();
        if (faces_.empty()) {
            no_face();
        } else {
            check_place();
            check_expression();
            check_light();
            check_clothes();
        }
        return std::move(found_);
    }

private:
    void set(CheckKind kind, double value, Area const &where) {
        auto &check = found_.checks.at(static_cast<std::size_t>(kind));
        check.value = value;
        check.where = where;
        auto const &band = check.band;
        check.verdict = value >= band.pass_from && value <= band.pass_to   ? Verdict::pass
                        : value >= band.warn_from && value <= band.warn_to ? Verdict::warn
                                                                           : Verdict::fail;
        if (check.verdict != Verdict::pass) {
            check.said = advice(kind, value < band.pass_from);
        }
    }
    void cannot(CheckKind kind, base::Words why) {
        found_.checks.at(static_cast<std::size_t>(kind)).said = std::move(why);
    }
    void no_face() {
        for (auto &check : found_.checks) {
            if (!check.value) {
                check.said = {"没有找到人脸，这一项检查不了", "without a face this cannot be checked"};
            }
        }
    }
    void check_backdrop() {
        auto const &reference = spec_.backdrop;
        auto const far = difference(backdrop_.colour, lab_of(reference[0], reference[1], reference[2]));
        Area const top{0, 0, static_cast<double>(picture_.width), picture_.height / 12.0};
        set(backdrop_colour, far, top);
        // What is cluttered has no middle colour: patches of the little that is left would look even.
        constexpr double plain_enough = 0.8, all_of_it = 100;
        auto const plain = backdrop_.plain >= plain_enough;
        set(backdrop_even, plain ? backdrop_.uneven : all_of_it, plain ? doubled(backdrop_.worst) : top);
    }
    void check_place() {
        auto const left = static_cast<int>((face_.jaw.x + face_.jaw.width * 0.15) / 2);
        auto const right = static_cast<int>((face_.jaw.x + face_.jaw.width * 0.85) / 2);
        if (auto const top = top_of_hair(backdrop_, left, right)) {
            set(hair_top, 2.0 * *top, a_line(2.0 * *top, picture_));
        } else {
            cannot(hair_top, {"背景不够干净，看不出头顶在哪里，请用尺子看",
                              "the backdrop is not plain enough to see where the hair ends"});
        }
        set(eyes_line, face_.eyes_y, a_line(face_.eyes_y, picture_));
        set(face_width, face_.width, face_.jaw);
        set(centred, std::abs(face_.centre_x - picture_.width / 2.0), face_.jaw);
        set(tilt, std::abs(face_.tilt), face_.eyes);
        set(turn, face_.turn * 100, face_.jaw);
    }
    void check_expression() {
        auto const &marks = faces_.front().marks;
        set(eyes_open, face_.eyes_open * 100, face_.eyes);
        set(lips, mouth_value(marks), face_.mouth);
        if (face_.eyes_open * 100 < spec_.band(eyes_open).warn_from) {
            cannot(red_eyes, {"眼睛没有睁开，看不到瞳孔", "the eyes are not open"});
            return;
        }
        set(red_eyes, redness(picture_, marks) * 100, face_.eyes);
    }
    /// Where a smile is allowed only teeth fail; parted lips, behind which none are seen, are to be looked
    /// at.
    [[nodiscard]] double mouth_value(Marks const &marks) const {
        auto const gap = face_.lips_open * 100;
        auto const &band = spec_.band(lips);
        if (!look_.teeth_only || gap <= band.pass_to) {
            return gap;
        }
        constexpr double some = 0.12; // of the mouth's inside
        auto const shown = teeth(half_, marks, mean(half_, halved(cheek(face_, 1)))) > some;
        return shown ? std::max(gap, band.warn_to + 1) : std::min(gap, band.warn_to);
    }
    void check_light() {
        auto const left = cheek(face_, -1), right = cheek(face_, 1);
        double const l = mean(half_, halved(left)).l, r = mean(half_, halved(right)).l;
        set(sharp, sharpness(picture_, face_.jaw), face_.jaw);
        set(bright, (l + r) / 2, face_.jaw);
        set(even_light, std::abs(l - r), l < r ? left : right);
    }
    void check_clothes() {
        auto const clothes = look_at_clothes(half_, backdrop_, halved(face_.jaw));
        if (!clothes) {
            base::Words const why{"画面里看不到衣服", "no clothes are in the picture"};
            cannot(clothes_apart, why);
            cannot(clothes_colour, why);
            return;
        }
        double barred = 0;
        for (auto const &[name, share] : clothes->colours) {
            barred += std::ranges::find(look_.banned_colours, name) != look_.banned_colours.end() ? share : 0;
        }
        set(clothes_apart, clothes->swallowed * 100, doubled(clothes->area));
        set(clothes_colour, barred * 100, doubled(clothes->area));
    }

    Picture const &picture_;
    std::vector<Face> const &faces_;
    Spec const &spec_;
    Look const &look_;
    LabPicture half_;
    FaceMeasures face_;
    Backdrop backdrop_;
    Inspection found_;
};

} // namespace

Inspection inspect(Picture const &picture, FaceFinder const &finder, Spec const &spec, Look const &look) {
    auto const faces = finder.find(picture);
    return Inspector{picture, faces, spec, look}.all();
}

Proposal propose_crop(Picture const &frame, FaceFinder const &finder, Spec const &spec) {
    auto const faces = finder.find(frame);
    if (faces.size() != 1) {
        return {{}, advice(one_face, faces.empty())};
    }
    auto const face = measured(faces.front().marks);
    auto const half = halved_lab(frame);
    auto const backdrop = find_backdrop(half, static_cast<int>(face.eyes_y / 2));
    auto const hair = top_of_hair(backdrop, static_cast<int>((face.jaw.x + face.jaw.width * 0.15) / 2),
                                  static_cast<int>((face.jaw.x + face.jaw.width * 0.85) / 2));
    // Scale so that hair and eyes come to the middle of their bands, as far as the face's width allows.
    auto const middle = [&](CheckKind kind) {
        return (spec.band(kind).pass_from + spec.band(kind).pass_to) / 2;
    };
    auto const widths = spec.band(face_width);
    auto const room = (widths.pass_to - widths.pass_from) / 10;
    auto const wanted =
        hair ? (middle(eyes_line) - middle(hair_top)) / std::max(face.eyes_y - 2.0 * *hair, 1.0)
             : middle(face_width) / face.width;
    auto const scale =
        std::clamp(wanted, (widths.pass_from + room) / face.width, (widths.pass_to - room) / face.width);
    Area area{face.centre_x - spec.width / 2.0 / scale, face.eyes_y - middle(eyes_line) / scale,
              spec.width / scale, spec.height / scale};
    if (hair) { // both may not reach their middles: they share what is left
        auto const off = (2.0 * *hair - area.y) * scale - middle(hair_top);
        area.y += off / 2 / scale;
    }
    if (area.width > frame.width || area.height > frame.height) {
        return {{},
                {"离镜头太近，画面装不下规定的头肩部分：请退后一点",
                 "too close to the camera for the head and shoulders that the rule wants: step back"}};
    }
    area.x = std::clamp(area.x, 0.0, frame.width - area.width);
    area.y = std::clamp(area.y, 0.0, frame.height - area.height);
    return {area, {}};
}

} // namespace photo
