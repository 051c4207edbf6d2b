// A template that is right in every field, made in a folder of the test's own, to be made wrong one field at a time.
#pragma once

#include <filesystem>
#include <string>

#include <QTemporaryDir>
#include <nlohmann/json.hpp>

class SampleCatalogue {
 public:
  SampleCatalogue();

  std::filesystem::path folder() const;
  /// Writes a template of this name that is right, and gives its folder.
  std::filesystem::path add(const std::string& id) const;
  /// The manifest of a template that add() wrote.
  nlohmann::json manifest(const std::string& id) const;
  void write_manifest(const std::string& id, const nlohmann::json& manifest) const;
  void write(const std::string& path, const std::string& content) const;

 private:
  QTemporaryDir folder_;
};

nlohmann::json both(const std::string& dutch, const std::string& english);
