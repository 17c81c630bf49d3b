using System.Buffers.Binary;
using System.Text;

namespace AssetLibrary.Web.Imaging.Provenance;

/// <summary>The segments of a JPEG before its pixels (ITU-T T.81, annex B).</summary>
internal static class JpegParts
{
    private const byte App0 = 0xE0,
        App1 = 0xE1,
        App11 = 0xEB,
        StartOfScan = 0xDA,
        EndOfImage = 0xD9;

    private const int MostInSegment = 65_533;

    private static ReadOnlySpan<byte> Xmp => "http://ns.adobe.com/xap/1.0/\0"u8;

    private static ReadOnlySpan<byte> Exif => "Exif\0"u8;

    public static byte[]? Labelled(ReadOnlySpan<byte> picture, AiStatement statement)
    {
        string? known = null;
        var (place, oldFrom, oldTo) = (2, -1, -1);
        for (var at = 2; Next(picture, at, out var marker, out var end); at = end)
        {
            var body = picture[(at + 4)..end];
            if (marker == App1 && body.StartsWith(Xmp))
            {
                (known, oldFrom, oldTo) = (Encoding.UTF8.GetString(body[Xmp.Length..]), at, end);
            }
            else if (oldFrom < 0 && (marker == App0 || (marker == App1 && body.StartsWith(Exif))))
            {
                place = end; // readers expect these two first
            }
        }

        var packet = Encoding.UTF8.GetBytes(statement.Packet(known));
        if (Xmp.Length + packet.Length > MostInSegment)
        {
            return null;
        }

        var file = new MemoryStream(picture.Length + packet.Length + 64);
        var from = oldFrom < 0 ? place : oldFrom;
        PictureLabel.Append(file, picture[..from]);
        PictureLabel.Append(file, [0xFF, App1, .. Length(2 + Xmp.Length + packet.Length)]);
        PictureLabel.Append(file, Xmp);
        PictureLabel.Append(file, packet);
        PictureLabel.Append(file, picture[(oldFrom < 0 ? place : oldTo)..]);
        return file.ToArray();
    }

    public static bool HasCredentials(ReadOnlySpan<byte> picture)
    {
        for (var at = 2; Next(picture, at, out var marker, out var end); at = end)
        {
            // "JP", box instance, sequence, then a JUMBF superbox whose description names C2PA.
            var body = picture[(at + 4)..end];
            if (marker == App11 && body.StartsWith("JP"u8) && body.IndexOf("c2pa"u8) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>False where the pixels begin. End: where the next segment stands.</summary>
    private static bool Next(ReadOnlySpan<byte> picture, int at, out byte marker, out int end)
    {
        (marker, end) = (0, at);
        if (at + 4 > picture.Length || picture[at] != 0xFF || picture[at + 1] is StartOfScan or EndOfImage or < 0xC0)
        {
            return false;
        }

        marker = picture[at + 1];
        end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(picture[(at + 2)..]);
        return end > at + 3 && end <= picture.Length;
    }

    private static byte[] Length(int length) => [(byte)(length >> 8), (byte)length];
}
