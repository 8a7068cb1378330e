<?xml version="1.0"?>
<!-- A part of a Word file as it is, but for what mammoth leaves out or does not tell: a formula becomes
     its signs, the reading of characters (ruby) stands raised behind them, and hidden words are in
     an element of their own, which mammoth passes over. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">
<xsl:template match="@* | node()">
  <xsl:copy><xsl:apply-templates select="@* | node()"/></xsl:copy>
</xsl:template>
<!-- Looks, and marks of revisions of Word's own, of which nothing comes but size. -->
<xsl:template match="@w:rsidR | @w:rsidRPr | @w:rsidRDefault | @w:rsidP | @w:rsidTr | w:proofErr
  | w:lastRenderedPageBreak | w:rPr/*[not(self::w:b or self::w:i or self::w:strike
  or self::w:vertAlign or self::w:rStyle or self::w:vanish or self::w:ins or self::w:del)]"/>
<xsl:template match="m:oMathPara[not(ancestor::w:p)]">
  <w:p><xsl:apply-templates select="m:oMath"/></w:p>
</xsl:template>
<xsl:template match="m:oMathPara"><xsl:apply-templates select="m:oMath"/></xsl:template>
<xsl:template match="m:oMath">
  <w:r><w:t><xsl:for-each select=".//m:t"><xsl:value-of select="."/></xsl:for-each></w:t></w:r>
</xsl:template>
<xsl:template match="w:r[w:rPr/w:vanish[not(@w:val = '0' or @w:val = 'false')]]">
  <w:vanished><xsl:apply-templates select=".//w:t"/></w:vanished>
</xsl:template>
<xsl:template match="w:r[w:ruby]">
  <xsl:apply-templates select="w:ruby/w:rubyBase/w:r"/>
  <w:r>
    <w:rPr><w:vertAlign w:val="superscript"/></w:rPr>
    <w:t><xsl:for-each select="w:ruby/w:rt//w:t"><xsl:value-of select="."/></xsl:for-each></w:t>
  </w:r>
</xsl:template>
</xsl:stylesheet>
