// SPDX-License-Identifier: GPL-3.0-or-later
#include "photo/spec.hpp"
#include "base/toml.hpp"

namespace photo {

namespace {

int whole(base::TomlTable &table, std::string_view key, int least, int most) {
    return static_cast<int>(table.whole(key, least, most));
}

std::size_t bytes(base::TomlTable &table, std::string_view key) {
    constexpr std::int64_t most = 10'000'000;
    return static_cast<std::size_t>(table.whole(key, 1, most));
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
    root.finish();
    if (file->findings().empty()) {
        check_sense(root, spec);
    }
    return SpecReading{std::move(spec), file->findings()};
}

} // namespace photo
