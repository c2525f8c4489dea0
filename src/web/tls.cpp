// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/tls.hpp"
#include "base/files.hpp"
#include "base/handle.hpp"
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

namespace web {

namespace fs = std::filesystem;
using base::fault;
using base::Trouble;

namespace {

using Certificate = base::Handle<X509, X509_free>;
using Key = base::Handle<EVP_PKEY, EVP_PKEY_free>;
using Memory = base::Handle<BIO, BIO_free>;
using Extension = base::Handle<X509_EXTENSION, X509_EXTENSION_free>;

constexpr long seconds_a_day = 86'400, days_good = 825;

std::string fingerprint_of(X509 const *certificate) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    X509_digest(certificate, EVP_sha256(), digest.data(), &size);
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text += fmt::format("{}{:02X}", i == 0 ? "" : ":", digest.at(i));
    }
    return text;
}

base::Instant end_of(X509 const *certificate) {
    std::tm time{};
    ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &time);
    return {static_cast<std::int64_t>(::timegm(&time)) * 1000};
}

Memory memory_of(std::string const &text) {
    return Memory{BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))};
}

std::string text_of(BIO *memory) {
    char *data = nullptr;
    auto const size = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(size)};
}

base::Fault unusable(fs::path const &file) {
    return fault(Trouble::bad_input, "“{}”不能用：不是 PEM 格式的证书或私钥，或者两者不配对",
                 "'{}' cannot be used: it is no certificate or key in PEM, or the two do not belong together",
                 file.string());
}

bool is_address(std::string const &name) {
    std::array<unsigned char, 16> bytes{};
    return ::inet_pton(AF_INET, name.c_str(), bytes.data()) == 1 ||
           ::inet_pton(AF_INET6, name.c_str(), bytes.data()) == 1;
}

/// "DNS:print.example,IP:10.1.2.3"; empty where a name is none.
std::string alternative_names(std::vector<std::string> const &names) {
    std::string text;
    for (auto const &name : names) {
        auto const fine = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                   c == '.';
        };
        if (name.empty() || (!is_address(name) && !std::all_of(name.begin(), name.end(), fine))) {
            return "";
        }
        text += (text.empty() ? "" : ",") + std::string{is_address(name) ? "IP:" : "DNS:"} + name;
    }
    return text;
}

bool add_extension(X509 *certificate, int kind, std::string const &value) {
    X509V3_CTX context{};
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    Extension const extension{X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str())};
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

Certificate self_signed(EVP_PKEY *key, std::string const &names, std::string const &first,
                        base::Instant now) {
    Certificate certificate{X509_new()};
    auto *one = certificate.get();
    X509_set_version(one, X509_VERSION_3);
    ASN1_INTEGER_set_int64(X509_get_serialNumber(one), now.ms);
    auto const begin = static_cast<std::time_t>(now.ms / 1000 - seconds_a_day); // clocks differ
    ASN1_TIME_set(X509_getm_notBefore(one), begin);
    ASN1_TIME_set(X509_getm_notAfter(one), begin + days_good * seconds_a_day);
    X509_set_pubkey(one, key);
    auto *subject = X509_get_subject_name(one);
    X509_NAME_add_entry_by_txt(subject, "O", MBSTRING_UTF8, reinterpret_cast<unsigned char const *>("Platen"),
                               -1, -1, 0);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                               reinterpret_cast<unsigned char const *>(first.c_str()), -1, -1, 0);
    X509_set_issuer_name(one, subject);
    auto const done = add_extension(one, NID_subject_alt_name, names) &&
                      add_extension(one, NID_basic_constraints, "critical,CA:FALSE") &&
                      add_extension(one, NID_key_usage, "critical,digitalSignature") &&
                      add_extension(one, NID_ext_key_usage, "serverAuth") &&
                      X509_sign(one, key, EVP_sha256()) > 0;
    return done ? std::move(certificate) : nullptr;
}

} // namespace

base::Result<TlsFiles> read_tls(fs::path const &certificate_file, fs::path const &key_file) {
    static constexpr std::uintmax_t largest = 1'000'000;
    auto const certificate_bytes = base::read_file(certificate_file, largest);
    auto const key_bytes = base::read_file(key_file, largest);
    if (!certificate_bytes || !key_bytes) {
        return base::Fault{certificate_bytes ? key_bytes.fault() : certificate_bytes.fault()};
    }
    TlsFiles files;
    files.certificate = base::as_text(*certificate_bytes);
    files.key = base::as_text(*key_bytes);
    Certificate const certificate{
        PEM_read_bio_X509(memory_of(files.certificate).get(), nullptr, nullptr, nullptr)};
    if (!certificate) {
        return unusable(certificate_file);
    }
    auto const no_password = [](char * /*into*/, int /*size*/, int /*writing*/, void * /*data*/) {
        return -1;
    };
    Key const key{PEM_read_bio_PrivateKey(memory_of(files.key).get(), nullptr, no_password, nullptr)};
    if (!key || X509_check_private_key(certificate.get(), key.get()) != 1) {
        return unusable(key_file);
    }
    files.fingerprint = fingerprint_of(certificate.get());
    files.not_after = end_of(certificate.get());
    return files;
}

base::Result<TlsFiles> make_tls(fs::path const &folder, std::vector<std::string> const &names, bool replace,
                                base::Instant now) {
    auto const alternatives = alternative_names(names);
    if (alternatives.empty()) {
        return fault(Trouble::usage, "请写明别的电脑用什么名字或地址打开本站，如 10.1.2.3 或 print.campus",
                     "say by which names or addresses other computers open this station, such as 10.1.2.3 or "
                     "print.campus");
    }
    auto const certificate_file = folder / "tls.pem", key_file = folder / "tls.key";
    std::error_code error;
    if (!replace && (fs::exists(certificate_file, error) || fs::exists(key_file, error))) {
        return fault(Trouble::not_allowed, "已经有证书 {}；要换一张请加 --replace",
                     "there is a certificate {} already; to make another say --replace",
                     certificate_file.string());
    }
    Key const key{EVP_EC_gen("P-256")};
    auto const certificate = key ? self_signed(key.get(), alternatives, names.front(), now) : nullptr;
    Memory const certificate_text{BIO_new(BIO_s_mem())}, key_text{BIO_new(BIO_s_mem())};
    if (!certificate || PEM_write_bio_X509(certificate_text.get(), certificate.get()) != 1 ||
        PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        return fault(Trouble::usage, "做不出证书，请检查名字：{}",
                     "no certificate can be made; look at the names: {}", alternatives);
    }
    auto const mask = ::umask(0077);
    auto const key_pem = text_of(key_text.get()), certificate_pem = text_of(certificate_text.get());
    auto written = base::write_file(key_file, base::as_bytes(key_pem));
    if (written) {
        written = base::write_file(certificate_file, base::as_bytes(certificate_pem));
    }
    ::umask(mask);
    if (!written) {
        return std::move(written).fault();
    }
    return read_tls(certificate_file, key_file);
}

} // namespace web
