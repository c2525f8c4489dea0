// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/spec.hpp"
#include "base/toml.hpp"
#include <algorithm>

namespace photo {

namespace {

int whole(base::TomlTable &table, std::string_view key, int least, int most) {
    return static_cast<int>(table.whole(key, least, most));
}

std::size_t bytes(base::TomlTable &table, std::string_view key) {
    constexpr std::int64_t most = 10'000'000;
    return static_cast<std::size_t>(table.whole(key, 1, most));
}

constexpr std::array<std::string_view, check_kinds> kind_words{
    "one_face",       "hair_top",  "eyes_line", "face_width",      "centred",       "tilt",
    "turn",           "eyes_open", "lips",      "backdrop_colour", "backdrop_even", "clothes_apart",
    "clothes_colour", "sharp",     "bright",    "even_light",      "red_eyes"};

void read_bands(base::TomlTable &root, Spec &spec) {
    auto table = root.table("bands");
    if (!table) {
        root.note("bands", "missing", base::words("缺少 [bands]", "[bands] is missing"));
        return;
    }
    for (std::size_t i = 0; i < check_kinds; ++i) {
        auto const &key = kind_words.at(i);
        auto const numbers = table->numbers(key, 4, 0, 10'000);
        spec.bands.at(i) = {numbers[1], numbers[2], numbers[0], numbers[3]};
        if (!std::ranges::is_sorted(numbers)) {
            table->note(key, "range",
                        base::words("“{}”的四个数要从小到大", "the four numbers of '{}' must ascend", key));
        }
    }
    table->finish();
}

void read_backdrop(base::TomlTable &root, Spec &spec) {
    auto const numbers = root.wholes("backdrop", 0, 255);
    if (numbers.size() != spec.backdrop.size()) {
        root.note("backdrop", "range",
                  base::words("“backdrop”应为红、绿、蓝三个数", "'backdrop' must be red, green and blue"));
        return;
    }
    std::ranges::transform(numbers, spec.backdrop.begin(),
                           [](std::int64_t number) { return static_cast<unsigned char>(number); });
}

void check_sense(base::TomlTable &root, Spec const &spec) {
    if (spec.least_bytes > spec.most_bytes) {
        root.note("least_bytes", "range",
                  base::words("“least_bytes”大于“most_bytes”", "'least_bytes' is more than 'most_bytes'"));
    }
    if (spec.aim_least > spec.aim_most || spec.aim_least < spec.least_bytes ||
        spec.aim_most > spec.most_bytes) {
        root.note("aim_least", "range",
                  base::words("“aim_least”到“aim_most”应在“least_bytes”到“most_bytes”之内",
                              "'aim_least' to 'aim_most' must lie within 'least_bytes' to 'most_bytes'"));
    }
}

} // namespace

base::Result<SpecReading> read_spec_file(std::filesystem::path const &path) {
    auto file = base::TomlFile::read(path);
    if (!file) {
        return std::move(file).fault().within(base::words("读取照片规范", "reading a photo specification"));
    }
    constexpr int largest_side = 10'000;
    auto root = file->root();
    Spec spec;
    root.whole("format", 1, 1);
    spec.name = root.text("name");
    spec.title = {root.text("title_zh"), root.text("title_en")};
    spec.width = whole(root, "width", 1, largest_side);
    spec.height = whole(root, "height", 1, largest_side);
    spec.dpi = whole(root, "dpi", 1, 2400);
    spec.least_quality = whole(root, "least_quality", 1, 100);
    spec.least_bytes = bytes(root, "least_bytes");
    spec.most_bytes = bytes(root, "most_bytes");
    spec.aim_least = bytes(root, "aim_least");
    spec.aim_most = bytes(root, "aim_most");
    read_backdrop(root, spec);
    read_bands(root, spec);
    root.finish();
    if (file->findings().empty()) {
        check_sense(root, spec);
    }
    return SpecReading{std::move(spec), file->findings()};
}

std::string_view word_of(CheckKind kind) {
    return kind_words.at(static_cast<std::size_t>(kind));
}

base::Words words_of(CheckKind kind) {
    static std::array<base::Words, check_kinds> const all{
        {{"一张人脸", "one face"},
         {"头顶位置", "top of the hair"},
         {"眼睛位置", "line of the eyes"},
         {"脸部宽度", "width of the face"},
         {"左右居中", "centred"},
         {"头部倾斜", "tilt"},
         {"正面朝向", "facing the camera"},
         {"眼睛睁开", "eyes open"},
         {"嘴唇和牙齿", "lips and teeth"},
         {"背景颜色", "colour of the backdrop"},
         {"背景均匀", "even backdrop"},
         {"衣服与背景分明", "clothes apart from the backdrop"},
         {"衣服颜色", "colour of the clothes"},
         {"清晰", "sharpness"},
         {"明暗", "exposure"},
         {"左右光线", "light from both sides"},
         {"红眼", "red eyes"}}};
    return all.at(static_cast<std::size_t>(kind));
}

} // namespace photo
