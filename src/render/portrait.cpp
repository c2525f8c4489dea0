// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/portrait.hpp"
#include "photo/codec.hpp"
#include "render/portrait_parts.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <optional>
#include <vector>

namespace render {

namespace {

constexpr Tint background{100, 197, 255};
constexpr double drawn_width = 480;
constexpr int dpi = 300;
constexpr double shoulders_up = -24; // the clothes are drawn for a longer neck than looks well

/// Grain at the size of a certificate photo, so that a picture of a camera keeps it when it is scaled down.
class Grain {
public:
    explicit Grain(Dice &dice) : values_(static_cast<std::size_t>(width * height)) {
        for (auto &value : values_) {
            // Two throws make large deviations rare, as film has them.
            value = static_cast<float>(dice.between(-1, 1) + dice.between(-1, 1));
        }
    }
    [[nodiscard]] double at(double x, double y) const {
        auto const column = std::clamp(static_cast<int>(x), 0, width - 2);
        auto const row = std::clamp(static_cast<int>(y), 0, height - 2);
        auto const right = std::clamp(x - column, 0.0, 1.0);
        auto const down = std::clamp(y - row, 0.0, 1.0);
        auto const upper = value(column, row) * (1 - right) + value(column + 1, row) * right;
        auto const lower = value(column, row + 1) * (1 - right) + value(column + 1, row + 1) * right;
        return upper * (1 - down) + lower * down;
    }

private:
    static constexpr int width = 480, height = 640;
    [[nodiscard]] double value(int x, int y) const {
        return static_cast<double>(values_[static_cast<std::size_t>(y * width + x)]);
    }
    std::vector<float> values_;
};

photo::Picture with_grain(cairo_surface_t *surface, double strength, Dice &dice) {
    Grain const grain{dice};
    photo::Picture picture{cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface)};
    auto const *data = cairo_image_surface_get_data(surface);
    auto const stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
    auto const scale = drawn_width / picture.width;
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            std::uint32_t pixel = 0;
            std::memcpy(&pixel, data + static_cast<std::size_t>(y) * stride + static_cast<std::size_t>(x) * 4,
                        4);
            auto const off = grain.at(x * scale, y * scale) * strength;
            for (int channel = 0; channel < 3; ++channel) {
                auto const value = static_cast<double>(pixel >> (16 - 8 * channel) & 0xFF) + off;
                picture.at(x, y)[channel] = static_cast<unsigned char>(std::clamp(value + 0.5, 0.0, 255.0));
            }
        }
    }
    return picture;
}

void draw(cairo_t *pen, Looks const &looks, Dice &dice) {
    cairo_set_source_rgb(pen, background.red / 255, background.green / 255, background.blue / 255);
    cairo_paint(pen);
    draw_back_hair(pen, looks);
    cairo_save(pen);
    cairo_translate(pen, 0, shoulders_up);
    draw_neck(pen, looks);
    draw_clothes(pen, looks);
    cairo_restore(pen);
    draw_face(pen, looks, dice);
    draw_hair(pen, looks, dice);
}

/// The best quality whose file is not above \p most bytes.
std::optional<base::Bytes> encoded_below(photo::Picture const &picture, std::size_t most) {
    std::optional<base::Bytes> best;
    int low = 60;
    int high = 98;
    while (low <= high) {
        auto const quality = (low + high) / 2;
        auto jpeg = photo::encoded(picture, quality, photo::Chroma::halved, dpi);
        if (jpeg && jpeg->size() <= most) {
            best = std::move(jpeg);
            low = quality + 1;
        } else {
            high = quality - 1;
        }
    }
    return best;
}

} // namespace

std::uint64_t Dice::next() {
    state_ += 0x9E3779B97F4A7C15U;
    auto mixed = state_;
    mixed = (mixed ^ mixed >> 30U) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ mixed >> 27U) * 0x94D049BB133111EBU;
    return mixed ^ mixed >> 31U;
}

double Dice::between(double least, double most) {
    constexpr double steps = 9007199254740992.0; // 2^53, what a double tells apart
    return least + (most - least) * (static_cast<double>(next() >> 11U) / steps);
}

std::size_t Dice::below(std::size_t count) {
    return static_cast<std::size_t>(next() % count);
}

Tint Tint::times(double factor) const {
    return {std::min(255.0, red * factor), std::min(255.0, green * factor), std::min(255.0, blue * factor)};
}

Tint Tint::mixed(Tint other, double part) const {
    return {red + (other.red - red) * part, green + (other.green - green) * part,
            blue + (other.blue - blue) * part};
}

void fill(cairo_t *pen, Tint tint, double alpha) {
    cairo_set_source_rgba(pen, tint.red / 255, tint.green / 255, tint.blue / 255, alpha);
    cairo_fill(pen);
}

void stroke(cairo_t *pen, Tint tint, double width, double alpha) {
    cairo_set_source_rgba(pen, tint.red / 255, tint.green / 255, tint.blue / 255, alpha);
    cairo_set_line_width(pen, width);
    cairo_stroke(pen);
}

void spot(cairo_t *pen, double x, double y, double across, double down, Tint tint, double alpha) {
    using Pattern = base::Handle<cairo_pattern_t, cairo_pattern_destroy>;
    Pattern const fading{cairo_pattern_create_radial(0, 0, 0, 0, 0, 1)};
    auto const stop = [&](double at, double part) {
        cairo_pattern_add_color_stop_rgba(fading.get(), at, tint.red / 255, tint.green / 255, tint.blue / 255,
                                          alpha * part);
    };
    // A bell rather than a cone: no ring shows where it ends.
    stop(0, 1);
    stop(0.25, 0.82);
    stop(0.5, 0.42);
    stop(0.75, 0.12);
    stop(1, 0);
    cairo_save(pen);
    cairo_translate(pen, x, y);
    cairo_scale(pen, across, down);
    cairo_set_source(pen, fading.get());
    cairo_rectangle(pen, -1, -1, 2, 2);
    cairo_fill(pen);
    cairo_restore(pen);
}

void on_both_sides(cairo_t *pen, std::function<void()> const &draw_side) {
    for (auto const side : {1.0, -1.0}) {
        cairo_save(pen);
        cairo_translate(pen, middle, 0);
        cairo_scale(pen, side, 1);
        draw_side();
        cairo_restore(pen);
    }
}

base::Result<base::Bytes> portrait(PortraitWish const &wish) {
    Dice dice{wish.seed};
    auto looks = made_up(dice, wish.male, wish.from_abroad);
    looks.glasses = wish.glasses;
    auto const height = wish.width * 4 / 3;
    Surface const surface{cairo_image_surface_create(CAIRO_FORMAT_RGB24, wish.width, height)};
    Pen const pen{cairo_create(surface.get())};
    cairo_scale(pen.get(), wish.width / drawn_width, wish.width / drawn_width);
    draw(pen.get(), looks, dice);
    if (cairo_status(pen.get()) != CAIRO_STATUS_SUCCESS) {
        return base::fault(base::Trouble::storage, "画不出示范照片：{}", "cannot draw a made-up photo: {}",
                           cairo_status_to_string(cairo_status(pen.get())));
    }
    cairo_surface_flush(surface.get());
    auto const is_master = wish.width == static_cast<int>(drawn_width);
    auto const picture = with_grain(surface.get(), dice.between(2.6, 3.4), dice);
    constexpr std::size_t most_of_master = 39'400;
    auto jpeg = is_master ? encoded_below(picture, most_of_master)
                          : photo::encoded(picture, 90, photo::Chroma::halved, dpi);
    if (!jpeg) {
        return base::fault(base::Trouble::storage, "压缩不了示范照片", "cannot encode a made-up photo");
    }
    return std::move(*jpeg);
}

} // namespace render
