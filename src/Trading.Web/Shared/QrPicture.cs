using QRCoder;

namespace Trading.Web.Shared;

/// <summary>A QR code as a picture that any browser draws and any printer prints.</summary>
public static class QrPicture
{
    public const string ContentType = "image/svg+xml";

    public static string Svg(string payload)
    {
        using var code = QRCodeGenerator.GenerateQrCode(payload, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return picture.GetGraphic(4);
    }
}
