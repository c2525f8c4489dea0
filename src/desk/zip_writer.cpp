// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/zip_writer.hpp"
#include "base/files.hpp"
#include "base/handle.hpp"
#include <array>
#include <cerrno>
#include <deque>
#include <optional>
#include <unistd.h>
#include <zip.h>

namespace desk {

using base::Result;
using base::Trouble;

namespace {

using Zip = base::Handle<zip_t, zip_discard>;

/// What libzip writes into. Its own way of writing a file makes a second one beside it under a name of its
/// choice, does not sync it, and keeps the reason of a failure to itself.
struct Target {
    DiskFile *file;
    std::optional<base::Fault> refused; ///< why the first time
    zip_error_t told{};

    zip_int64_t refuse(base::Fault fault) {
        zip_error_set(&told, ZIP_ER_WRITE, 0);
        refused = refused ? std::move(refused) : std::optional{std::move(fault)};
        return -1;
    }
};

constexpr std::array commands{
    ZIP_SOURCE_OPEN,       ZIP_SOURCE_READ,           ZIP_SOURCE_CLOSE,      ZIP_SOURCE_STAT,
    ZIP_SOURCE_ERROR,      ZIP_SOURCE_FREE,           ZIP_SOURCE_SEEK,       ZIP_SOURCE_TELL,
    ZIP_SOURCE_SUPPORTS,   ZIP_SOURCE_BEGIN_WRITE,    ZIP_SOURCE_WRITE,      ZIP_SOURCE_COMMIT_WRITE,
    ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE,
};

zip_int64_t supported() {
    zip_int64_t mask = 0;
    for (auto const command : commands) {
        mask |= ZIP_SOURCE_MAKE_COMMAND_BITMASK(command);
    }
    return mask;
}

zip_int64_t tell_facts(void *data, zip_uint64_t length) {
    if (length < sizeof(zip_stat_t)) {
        return -1;
    }
    auto *facts = static_cast<zip_stat_t *>(data);
    zip_stat_init(facts);
    facts->size = 0; // whatever is there is written anew
    facts->valid = ZIP_STAT_SIZE;
    return sizeof(zip_stat_t);
}

zip_int64_t move_to(Target &target, zip_int64_t offset, int whence) {
    auto const place = ::lseek(target.file->descriptor(), offset, whence);
    return place < 0 ? target.refuse(large_file_fault(errno, target.file->path())) : place;
}

zip_int64_t seek(Target &target, void const *data, zip_uint64_t length) {
    auto const *wanted = ZIP_SOURCE_GET_ARGS(zip_source_args_seek_t const, data, length, &target.told);
    return wanted == nullptr || move_to(target, wanted->offset, wanted->whence) < 0 ? -1 : 0;
}

zip_int64_t write(Target &target, void const *data, zip_uint64_t length) {
    auto const *bytes = static_cast<unsigned char const *>(data);
    auto done = target.file->write({bytes, static_cast<std::size_t>(length)});
    return done ? static_cast<zip_int64_t>(length) : target.refuse(std::move(done).fault());
}

zip_int64_t obey(void *state, void *data, zip_uint64_t length, zip_source_cmd_t command) {
    auto &target = *static_cast<Target *>(state);
    switch (command) {
    case ZIP_SOURCE_STAT:
        return tell_facts(data, length);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&target.told, data, length);
    case ZIP_SOURCE_WRITE:
        return write(target, data, length);
    case ZIP_SOURCE_SEEK_WRITE:
        return seek(target, data, length);
    case ZIP_SOURCE_TELL_WRITE:
        return move_to(target, 0, SEEK_CUR);
    case ZIP_SOURCE_SUPPORTS:
        return supported();
    default: // opened, closed, begun, committed, taken back: the file's owner sees to that
        return 0;
    }
}

struct Told {
    base::Words const &doing;
    base::Progress &progress;
    std::size_t total;
};

void tell(zip_t * /*zip*/, double fraction, void *state) {
    auto const &told = *static_cast<Told *>(state);
    told.progress.at(told.doing, static_cast<std::size_t>(fraction * static_cast<double>(told.total)),
                     told.total);
}

base::Fault reading_fault(zip_t *zip) {
    auto *error = zip_get_error(zip);
    return base::fault(Trouble::storage, "读档案库的文件时出错：{}", "reading a file of the store failed: {}",
                       zip_error_strerror(error));
}

} // namespace

struct ZipWriter::Inner {
    Target target;
    std::deque<std::string> texts; // read when the zip is finished
    Zip zip;

    Result<> add(std::string const &name, zip_source_t *source) {
        constexpr zip_flags_t flags = ZIP_FL_ENC_UTF_8;
        auto const place = source == nullptr ? -1 : zip_file_add(zip.get(), name.c_str(), source, flags);
        if (place < 0) {
            zip_source_free(source);
            return reading_fault(zip.get());
        }
        if (zip_set_file_compression(zip.get(), static_cast<zip_uint64_t>(place), ZIP_CM_STORE, 0) != 0) {
            return reading_fault(zip.get());
        }
        return {};
    }
};

ZipWriter::ZipWriter(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
ZipWriter::ZipWriter(ZipWriter &&) noexcept = default;
ZipWriter &ZipWriter::operator=(ZipWriter &&) noexcept = default;
ZipWriter::~ZipWriter() = default;

Result<ZipWriter> ZipWriter::begin(DiskFile &file) {
    auto inner = std::make_unique<Inner>(Inner{{&file, {}, {}}, {}, {}});
    auto *source = zip_source_function_create(obey, &inner->target, nullptr);
    inner->zip.reset(source == nullptr ? nullptr
                                       : zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, nullptr));
    if (!inner->zip) {
        zip_source_free(source);
        return base::fault(Trouble::storage, "“{}”不能写入", "'{}' cannot be written", file.path().string());
    }
    return ZipWriter{std::move(inner)};
}

Result<> ZipWriter::add_text(std::string const &name, std::string text) {
    auto const &kept = inner_->texts.emplace_back(std::move(text));
    return inner_->add(name, zip_source_buffer(inner_->zip.get(), kept.data(), kept.size(), 0));
}

Result<> ZipWriter::add_file(std::string const &name, std::filesystem::path const &source) {
    return inner_->add(name, zip_source_file(inner_->zip.get(), source.c_str(), 0, -1));
}

Result<> ZipWriter::finish(std::string const &comment, base::Words const &doing,
                           base::Progress &progress) && {
    auto *zip = inner_->zip.get();
    Told told{doing, progress, static_cast<std::size_t>(zip_get_num_entries(zip, 0))};
    constexpr double step = 0.001;
    zip_register_progress_callback_with_state(zip, step, tell, nullptr, &told);
    zip_set_archive_comment(zip, comment.data(), static_cast<zip_uint16_t>(comment.size()));
    if (zip_close(zip) != 0) {
        auto &refused = inner_->target.refused;
        return refused ? std::move(*refused) : reading_fault(zip);
    }
    static_cast<void>(inner_->zip.release()); // closing it has freed it
    return {};
}

} // namespace desk
