using System.Buffers.Binary;
using System.Text;

namespace AssetLibrary.Web.Imaging.Provenance;

/// <summary>The chunks of a WebP (RFC 9649): name, length, data, a byte to make it even.</summary>
internal static class WebpParts
{
    private const int First = 12,
        Head = 8;

    private const byte XmpFlag = 0x04,
        AlphaFlag = 0x10;

    public static byte[]? Labelled(ReadOnlySpan<byte> picture, AiStatement statement)
    {
        string? known = null;
        var (canvas, alpha) = ((Width: 0, Height: 0), false);
        var parts = new MemoryStream(picture.Length);
        byte[]? extended = null;
        for (var at = First; at + Head <= picture.Length; )
        {
            var end = End(picture, at, out var data);
            var name = picture.Slice(at, 4);
            if (name.SequenceEqual("VP8X"u8))
            {
                extended = picture[data].ToArray();
            }
            else if (name.SequenceEqual("XMP "u8))
            {
                known = Encoding.UTF8.GetString(picture[data]);
            }
            else
            {
                if (name.SequenceEqual("VP8L"u8))
                {
                    var bits = BinaryPrimitives.ReadUInt32LittleEndian(picture[data][1..]);
                    (canvas, alpha) = (((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1), ((bits >> 28) & 1) == 1);
                }
                else if (name.SequenceEqual("VP8 "u8))
                {
                    var frame = picture[data];
                    canvas = (
                        BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]) & 0x3FFF,
                        BinaryPrimitives.ReadUInt16LittleEndian(frame[8..]) & 0x3FFF
                    );
                }

                PictureLabel.Append(parts, picture[at..Math.Min(end, picture.Length)]);
            }

            at = end;
        }

        if (extended is null && canvas.Width == 0)
        {
            return null;
        }

        extended ??= [(byte)(alpha ? AlphaFlag : 0), 0, 0, 0, .. Three(canvas.Width - 1), .. Three(canvas.Height - 1)];
        extended[0] |= XmpFlag;
        var packet = Encoding.UTF8.GetBytes(statement.Packet(known));
        var file = new MemoryStream(picture.Length + packet.Length + 64);
        PictureLabel.Append(file, "RIFF"u8);
        PictureLabel.AppendLittle(file, 0);
        PictureLabel.Append(file, "WEBP"u8);
        Chunk(file, "VP8X"u8, extended);
        PictureLabel.Append(file, parts.ToArray());
        Chunk(file, "XMP "u8, packet);
        var whole = file.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(whole.AsSpan(4), (uint)(whole.Length - 8));
        return whole;
    }

    public static bool Has(ReadOnlySpan<byte> picture, ReadOnlySpan<byte> chunk)
    {
        for (var at = First; at + Head <= picture.Length; at = End(picture, at, out _))
        {
            if (picture.Slice(at, 4).SequenceEqual(chunk))
            {
                return true;
            }
        }

        return false;
    }

    private static int End(ReadOnlySpan<byte> picture, int at, out Range data)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(picture[(at + 4)..]);
        if (at + Head + length > picture.Length)
        {
            throw new InvalidDataException("A chunk is longer than the file.");
        }

        data = (at + Head)..(at + Head + (int)length);
        return at + Head + (int)(length + (length & 1));
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        PictureLabel.Append(file, name);
        PictureLabel.AppendLittle(file, (uint)data.Length);
        PictureLabel.Append(file, data);
        PictureLabel.Append(file, data.Length % 2 == 1 ? [0] : []);
    }

    private static byte[] Three(int number) => [(byte)number, (byte)(number >> 8), (byte)(number >> 16)];
}
