// The data as the model will see it: the first rows of a table, or a few pictures of each kind with how many there are.
// Of any other folder: which kinds of files are in it.
#pragma once

#include <QGridLayout>
#include <QImage>
#include <QTableWidget>

#include "core/dataset/data_check.h"
#include "ui/live/background.h"
#include "ui/style/widgets.h"

namespace werkbank {

class DataPreview : public Page {
  Q_OBJECT
 public:
  explicit DataPreview(Background& background, QWidget* parent = nullptr);
  ~DataPreview() override;
  /// `root` is the folder that the pictures' paths start from, when they are not absolute.
  void show_report(const DataReport& report, const std::filesystem::path& root);

 protected:
  void retranslate() override;

 private:
  void build(const DataReport& report, const std::filesystem::path& root);
  void show_table();
  void show_kinds();
  void name_columns();
  void show_classes();
  void read_pictures(const std::filesystem::path& root);
  void place_picture(std::size_t index, const QImage& image);

  Background& background_;
  Background::Ticket ticket_ = 0;
  TablePreview table_data_;
  std::vector<ClassPreview> classes_;
  std::vector<FileKind> kinds_;
  DataSize size_;
  std::uint64_t files_ = 0;
  bool are_documents_ = false;
  bool are_words_ = false;
  Title* title_;
  Muted* summary_;
  QTableWidget* table_;
  QWidget* gallery_;
  QGridLayout* grid_;
  std::vector<QLabel*> pictures_;
  std::vector<Caption*> counts_;
  Caption* rest_;
};

}  // namespace werkbank
