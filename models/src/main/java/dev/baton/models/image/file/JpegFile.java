package dev.baton.models.image.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Walks the segments of a JPEG (ITU-T T.81, annex B) as libjpeg does, to the end of its picture. */
final class JpegFile {
    static final int EOI = 0xd9;

    private static final int FIRST_SEGMENT = 2;
    private static final int TEM = 0x01;
    private static final int SOS = 0xda;
    private static final int DHT = 0xc4;
    private static final int DRI = 0xdd;
    private static final int APP1 = 0xe1;
    private static final int NOT_SEEN = 0;

    private final FileBytes bytes;
    private final JpegTables tables = new JpegTables();
    private final List<ScanData> scans = new ArrayList<>();
    private JpegFrame frame = JpegFrame.NONE;
    private int orientation = NOT_SEEN;
    private int restartInterval;

    private JpegFile(FileBytes bytes) {
        this.bytes = bytes;
    }

    static PhotoFile read(FileBytes bytes) {
        return new JpegFile(bytes).read();
    }

    private PhotoFile read() {
        int at = FIRST_SEGMENT;
        int marker = 0;
        while (marker != EOI) {
            at = afterMarker(at);
            marker = bytes.u8(at - 1);
            at = afterSegment(at, marker);
        }
        int upright = orientation == NOT_SEEN ? Exif.UPRIGHT : orientation;
        boolean isCoarse = JpegCoverage.isCoarse(scans, frame);
        return new PhotoFile(frame.width(), frame.height(), upright, isCoarse, this::missing);
    }

    private double missing(Predicate<PhotoFile.Area> isGrey) {
        boolean isOneScan = scans.size() == 1 && scans.get(0).isWholePicture(frame);
        return isOneScan && scans.get(0).lastUnits(frame).noneMatch(isGrey)
                ? 0
                : JpegCoverage.missing(scans, frame, bytes.bytes());
    }

    // Stray bytes before a marker are skipped.
    private int afterMarker(int at) {
        int next = at;
        while (bytes.u8(next) != 0xff || bytes.u8(next + 1) == 0 || bytes.u8(next + 1) == 0xff) {
            next++;
        }
        return next + 2;
    }

    private int afterSegment(int at, int marker) {
        if (marker == EOI || marker == TEM || EntropyCodedData.isRestart(marker)) {
            return at;
        }
        int end = at + bytes.u16(at);
        if (marker == DHT) {
            tables.read(bytes, at + 2, end);
        } else if (marker == DRI) {
            restartInterval = bytes.u16(at + 2);
        } else if (marker == APP1) {
            readExif(at + 2);
        } else if (JpegFrame.isFrame(marker)) {
            frame = JpegFrame.read(bytes, at, marker);
        } else if (marker == SOS) {
            return afterScan(at, end);
        }
        return end;
    }

    // The first counts; other programs' data have the same marker.
    private void readExif(int at) {
        if (orientation == NOT_SEEN && bytes.hasAt(at, Exif.PREFIX)) {
            orientation = Exif.orientation(bytes, at);
        }
    }

    private int afterScan(int header, int start) {
        JpegScan scan = JpegScan.read(bytes, header, frame);
        scans.add(new ScanData(scan, codings(scan), restartInterval, start));
        return new EntropyCodedData(bytes.bytes(), start).end();
    }

    private List<EntropyCodedData.Coding> codings(JpegScan scan) {
        List<EntropyCodedData.Coding> codings = new ArrayList<>();
        for (JpegScan.Part part : scan.parts()) {
            EntropyCodedData.Coding coding = new EntropyCodedData.Coding(
                    tables.dc(part.dcTable()), frame.isProgressive() ? null : tables.ac(part.acTable()));
            // A unit of one channel alone is one block.
            int blocks = scan.parts().size() == 1 ? 1 : part.channel().blocks();
            for (int block = 0; block < blocks; block++) {
                codings.add(coding);
            }
        }
        return codings;
    }
}
