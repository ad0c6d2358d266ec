// What a Qt Widgets window with a table view costs and nothing else: the measure of bench_start.py.
#include <QApplication>
#include <QMainWindow>
#include <QTableView>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QMainWindow window;
    window.setCentralWidget(new QTableView);
    window.resize(1000, 640);
    window.show();
    return QApplication::exec();
}
